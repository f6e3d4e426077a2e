// No text of an input becomes an element, an attribute or a script; no script but the page's own runs.
// plan: { hostile: [{ file, twin, alike }], page } - `twin`: a harmless page; `alike`: of the same shape, so that every element
// comes as often

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { open, same } from "./browser.mjs";

/** Elements of which a text could wish for one more. */
const COUNTED = ["script", "style", "link", "meta", "base", "a", "img", "iframe", "object", "embed", "form", "input", "button", "title"];

export async function safety(browser, plan, report) {
  const twins = new Map();
  for (const { file, twin, alike } of plan.hostile) {
    if (!twins.has(twin)) twins.set(twin, await make(browser, twin, report));
    compare(file, alike, twins.get(twin), await make(browser, file, report), report);
  }
  await injected(browser, plan.page, report);
}

/** What a page is made of once its script has run. */
async function make(browser, file, report) {
  const page = await open(browser, file, { report });
  const made = await page.evaluate(() => {
    const elements = [...document.querySelectorAll("*")];
    const kind = (one) => [one.localName, ...[...one.attributes].map(({ name }) => name).sort()].join(" ");
    const scripts = [...document.scripts].map(({ type, textContent }) => ({ type, textContent }));
    return {
      kinds: [...new Set(elements.map(kind))],
      names: elements.filter((one) => !one.closest("svg")).map(({ localName }) => localName),
      links: elements.filter((one) => one.hasAttribute("href") || one.hasAttribute("src")).map((one) => one.getAttribute("href")),
      scripts,
      policy: document.querySelector("meta[http-equiv]").content,
      controls: [...document.body.textContent].filter((letter) => /[\p{Cc}\u202a-\u202e\u2028\u2029]/u.test(letter) && letter !== "\n"),
    };
  });
  await page.context().close();
  return made;
}

function tally(names) {
  const counts = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function compare(file, alike, harmless, made, report) {
  const check = (holds, text) => holds || report(`${file}: ${text}`);
  const fresh = made.kinds.filter((kind) => !harmless.kinds.includes(kind));
  check(fresh.length === 0, `has new kinds of elements: ${fresh.join(" | ")}`);
  const [counts, wanted] = [tally(made.names), tally(harmless.names)];
  for (const name of alike ? Object.keys({ ...counts, ...wanted }) : COUNTED) {
    check(counts[name] === wanted[name], `${counts[name] ?? 0} ${name}, not ${wanted[name] ?? 0}`);
  }
  check(!made.kinds.some((kind) => / (on\w+|style|src)( |$)/.test(kind)), "an attribute that acts");
  check(made.links.every((link) => link.startsWith("#")), `links: ${made.links}`);
  check(made.controls.length === 0, `control characters: ${JSON.stringify(made.controls)}`);
  const own = made.scripts.filter(({ type }) => type === "");
  const hash = (text) => createHash("sha256").update(text).digest("base64");
  check(own.length === 1 && made.policy.includes(`script-src 'sha256-${hash(own[0].textContent)}'`), "not one script, known to the policy");
  check(made.scripts.every(({ type }) => ["", "application/json"].includes(type)), "a script of another type");
}

/** Even with markup inside the page nothing of it runs, and the page's own script still does. */
async function injected(browser, file, report) {
  const attack =
    "<script>hacked = 1</script><img src=x onerror='hacked = 1'><svg onload='hacked = 1'></svg><base href='https://evil.example/'>" +
    "<button id=trap onclick='hacked = 1'>x</button><iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>" +
    "<script src='data:text/javascript,hacked=1'></script><form id=out action='https://evil.example/'></form>";
  const target = file.replace(/\.html$/, "-attacked.html");
  writeFileSync(target, readFileSync(file, "utf8").replace("<main", attack + "<main"));
  const asked = [];
  const page = await open(browser, target, {});
  page.on("request", (request) => asked.push(request.url()));
  await page.evaluate(() => document.querySelector("#trap").click());
  await page.evaluate(() => document.querySelector("#out").submit());
  await page.waitForTimeout(300);
  const state = await page.evaluate(() => [typeof globalThis.hacked, document.querySelector(".live").hidden, location.protocol]);
  if (!same(state, ["undefined", false, "file:"])) report(`${target}: injected markup ran, or the page's own script did not: ${state}`);
  if (asked.some((url) => url.startsWith("http"))) report(`${target}: asks for ${asked}`);
  await page.context().close();
}
