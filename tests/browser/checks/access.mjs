// WCAG 2.2 AA as far as axe can tell, light and dark, from phone to desk. plan: [file]

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "./browser.mjs";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function access(browser, plan, report) {
  for (const file of plan) {
    for (const colorScheme of ["light", "dark"]) await sizes(browser, file, colorScheme, report);
  }
}

async function sizes(browser, file, colorScheme, report) {
  // The policy of the page would keep the checker out.
  const page = await open(browser, file, { colorScheme, bypassCSP: true });
  await page.evaluate(AXE);
  for (const [width, isMoved] of [[1280, false], [360, true]]) {
    await page.setViewportSize({ width, height: 900 });
    if (isMoved) await page.locator(".live [type=number]").first().fill("7");
    const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values } }), RULES);
    for (const { id, nodes } of violations) {
      report(`${file} ${colorScheme} ${width} px: ${id}: ${nodes[0].html.slice(0, 150)} (${nodes.length})`);
    }
  }
  await page.context().close();
}
