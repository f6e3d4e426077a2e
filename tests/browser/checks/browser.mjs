// The browser of the distribution, and pages in it that tell of everything they should not do.

import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

export function launch() {
  const args = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", ...QUIET];
  return chromium.launch({ executablePath: process.env.WEIGHUP_CHROMIUM ?? "/usr/bin/chromium", args });
}

export function addressOf(file, fragment = "") {
  return pathToFileURL(file).href + fragment;
}

/** Opens a page; whatever it asks for, breaks or is refused is reported. */
export async function open(browser, file, { fragment, report, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const say = (text) => report?.(`${file}: ${text}`);
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== addressOf(file)) say(`asks for ${request.url()}`);
  });
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say(`says ${message.text()}`));
  page.on("pageerror", (error) => say(`breaks with ${error.message}`));
  await page.goto(addressOf(file, fragment));
  return page;
}

/** The words of a table's body, without its pictures and the line of the budget. */
export function cells(page, selector) {
  return page.$$eval(`${selector} > tbody > tr:not(.budget)`, (rows) =>
    rows.map((row) => [...row.cells].filter((cell) => !cell.classList.contains("bar")).map((cell) => cell.textContent)),
  );
}

export function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
