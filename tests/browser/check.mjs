// Runs one check on pages that tests/browser.rs has made: node check.mjs CHECK PLAN.json
// Prints what is wrong, a line each, and ends with 1 if there is anything.

import { readFileSync } from "node:fs";
import { access } from "./checks/access.mjs";
import { numbers } from "./checks/numbers.mjs";
import { safety } from "./checks/safety.mjs";
import { use } from "./checks/use.mjs";
import { launch } from "./checks/browser.mjs";

const CHECKS = { access, numbers, safety, use };
const [name, plan] = process.argv.slice(2);
const wrong = [];
const browser = await launch();
try {
  await CHECKS[name](browser, JSON.parse(readFileSync(plan, "utf8")), (text) => wrong.push(text));
} finally {
  await browser.close();
}
for (const text of wrong.slice(0, 40)) console.log(text);
process.exitCode = wrong.length > 0 ? 1 : 0;
