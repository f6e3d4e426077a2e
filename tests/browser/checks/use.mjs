// A reader moves, shares, resets and prints; without scripts the paper stands. plan: { file, tables }

import { cells, open, same } from "./browser.mjs";

/** Longer than the page waits before it writes the address. */
const REST = 500;

export async function use(browser, plan, report) {
  const page = await open(browser, plan.file, { report });
  const adopted = await cells(page, ".live .ranking");
  const check = (holds, text) => holds || report(text);
  await keyboard(page, check, adopted);
  await typed(page, check);
  await reset(page, check, adopted);
  await nonsense(page, check, adopted);
  await print(page, check);
  await page.context().close();
  await shared(browser, plan, report, check);
  await withoutScript(browser, plan, report, check);
}

async function keyboard(page, check, adopted) {
  const slider = page.locator(".live [type=range]").first();
  check((await slider.getAttribute("aria-valuetext")).includes("100 points"), "the slider does not say its points");
  await slider.focus();
  await page.keyboard.press("Home");
  check(!same(await cells(page, ".live .ranking"), adopted), "Home on a slider changes nothing");
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(REST);
  const hash = await page.evaluate(() => location.hash);
  check(hash === "#swings=health_outcomes:3,quality_of_care:80,equity:60", `the address is ${hash}`);
  const said = await page.locator(".live .said").textContent();
  check(/first/.test(said) && /changed/.test(said), `what is read aloud: ${said}`);
  check(await page.locator(".live .notice").isVisible(), "no notice that weights were moved");
}

async function typed(page, check) {
  const field = page.locator(".live [type=number]").nth(1);
  await field.fill("12.5");
  await page.waitForTimeout(REST);
  const hash = await page.evaluate(() => location.hash);
  check(hash.includes("quality_of_care:12.5,"), `typed points are not in the address: ${hash}`);
  for (const at of [0, 1, 2]) await page.locator(".live [type=number]").nth(at).fill("0");
  await page.waitForTimeout(REST);
  const said = await page.locator(".live .said").textContent();
  check(said.includes("at least one must be above 0"), `no points at all: ${said}`);
}

async function reset(page, check, adopted) {
  await page.getByRole("button", { name: "Back to the paper's weights" }).click();
  await page.waitForTimeout(REST);
  check(same(await cells(page, ".live .ranking"), adopted), "reset does not bring the ranking back");
  check((await page.evaluate(() => location.hash)) === "", "reset leaves the address");
  check(!(await page.locator(".live .notice").isVisible()), "reset leaves the notice");
}

async function nonsense(page, check, adopted) {
  await page.evaluate(() => (location.hash = "#swings=nobody:5,equity:-3,equity:1e999,%3Cimg%20src=x%3E:1,%E0%A4%A:2"));
  await page.waitForTimeout(REST);
  const said = await page.locator(".live .said").textContent();
  check(said.includes("ignored") && said.includes("nobody"), `nonsense in the address: ${said}`);
  check((await page.locator("img").count()) === 0, "nonsense in the address makes an element");
  check(same(await cells(page, ".live .ranking"), adopted), "nonsense in the address changes the ranking");
  await page.evaluate(() => (location.hash = "#part-2"));
  await page.waitForTimeout(REST);
  check(same(await cells(page, ".live .ranking"), adopted), "a link of the page changes the ranking");
}

/** Moved weights are printed with their notice, adopted ones leave the paper as it is. */
async function print(page, check) {
  await page.emulateMedia({ media: "print" });
  check(!(await page.locator(".live").first().isVisible()), "adopted weights are printed twice");
  await page.emulateMedia({ media: "screen" });
  await page.locator(".live [type=number]").first().fill("7");
  await page.emulateMedia({ media: "print" });
  check(await page.locator(".live .notice").isVisible(), "moved weights are printed without a notice");
  check(!(await page.locator(".live .reset").isVisible()), "a button is printed");
}

async function shared(browser, plan, report, check) {
  const fragment = "#swings=equity:100,health_outcomes:10";
  const page = await open(browser, plan.file, { report, fragment, viewport: { width: 360, height: 700 }, hasTouch: true });
  check((await page.locator(".live [type=number]").nth(2).inputValue()) === "100", "a shared view is not taken over");
  check((await page.locator(".live [type=number]").nth(1).inputValue()) === "80", "what a link leaves out is not as adopted");
  const targets = await page.$$eval("button, input, nav a, .skip", (all) =>
    all.filter((one) => !one.hidden).map((one) => [one.textContent, one.offsetWidth, one.offsetHeight]),
  );
  for (const [text, width, height] of targets) check(width >= 24 && height >= 24, `${text}: ${width} × ${height} px is too small`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `at 360 px the page is ${wide} px too wide`);
  await page.context().close();
}

async function withoutScript(browser, plan, report, check) {
  const page = await open(browser, plan.file, { report, javaScriptEnabled: false });
  check((await page.locator("table:visible").count()) === plan.tables, "without scripts a table is missing");
  for (const control of ["input", "button", "output"]) {
    check((await page.locator(`${control}:visible`).count()) === 0, `without scripts a dead ${control} is shown`);
  }
  await page.context().close();
}
