// Runs a command with CHROME_PATH set to a browser that exists: node e2e/with-browser.mjs playwright test ...
import { spawn } from "node:child_process";
import { findBrowser } from "./find-browser.mjs";

const [command, ...args] = process.argv.slice(2);
process.env.CHROME_PATH = await findBrowser();
spawn("npx", [command, ...args], { stdio: "inherit", env: process.env }).on("exit", (code) => process.exit(code ?? 1));
