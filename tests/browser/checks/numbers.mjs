// The page says what the program says, to the printed digit.
//
// plan: [{ file, views: [{ fragment, ranking, money, open, weights }] }]; an empty fragment stands for the adopted weights, a
// part that is null is not held against anything.

import { cells, open, same } from "./browser.mjs";

export async function numbers(browser, plan, report) {
  for (const { file, views } of plan) {
    const page = await open(browser, file, { report });
    for (const view of views) {
      if (view.fragment !== "") await goTo(page, view.fragment);
      for (const [part, found] of Object.entries(await shown(page))) {
        if (view[part] !== null && !same(found, view[part])) report(difference(file, view.fragment, part, found, view[part]));
      }
    }
    await speed(page, file, report);
    await page.context().close();
  }
}

/** Changes the address and waits until the page has heard of it: its own listener comes first. */
function goTo(page, fragment) {
  return page.evaluate((hash) => {
    const heard = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = hash;
    return heard;
  }, fragment);
}

async function shown(page) {
  const ranking = (await cells(page, ".live .ranking")).map(([rank, , ...rest]) => [rank, ...rest]);
  const text = (selector) => page.$$eval(selector, (found) => found.filter((one) => !one.hidden).map((one) => one.textContent));
  return {
    ranking,
    money: await cells(page, ".live .money"),
    open: (await text(".live .open")).join(""),
    weights: await text(".live .slider[data-kind=criterion] output"),
  };
}

function difference(file, fragment, part, found, wanted) {
  const at = wanted.findIndex((line, index) => !same(line, found[index]));
  return `${file} ${fragment}: ${part} row ${at} is ${JSON.stringify(found[at] ?? found)}, not ${JSON.stringify(wanted[at] ?? wanted)}`;
}

/** How long one move takes, the drawing aside. A machine under load gets three tries and some room. */
async function speed(page, file, report) {
  const move = () =>
    page.evaluate(() => {
      const slider = document.querySelector(".live [type=range]");
      const times = [];
      for (let turn = 0; turn < 20; turn += 1) {
        const from = performance.now();
        slider.value = Number(slider.max) * (0.3 + turn / 50);
        slider.dispatchEvent(new Event("input"));
        times.push(performance.now() - from);
      }
      return times.sort((a, b) => a - b)[10];
    });
  const best = Math.min(await move(), await move(), await move());
  const rows = await page.$$eval(".live .ranking tbody tr", (found) => found.length);
  console.error(`${file}: ${rows} rows are worked out and put in place in ${best.toFixed(1)} ms`);
  if (best > 16) report(`${file}: a move of a slider takes ${best.toFixed(1)} ms with ${rows} rows`);
}
