import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const candidates = {
  linux: [
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

function installed() {
  for (const candidate of candidates[process.platform] ?? candidates.linux) {
    if (candidate.includes("/") || candidate.includes("\\")) {
      if (existsSync(candidate)) return candidate;
      continue;
    }
    const found = spawnSync("which", [candidate], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

function attempt(command, args) {
  console.log(`No browser found; trying: ${command} ${args.join(" ")}`);
  try {
    execFileSync(command, args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    return true;
  } catch {
    return false;
  }
}

/**
 * Path of a Chromium-like browser: CHROME_PATH, an installed one, Playwright's own; if there is none, Playwright
 * downloads one, and where that cannot download, Debian's package is installed as root.
 */
export async function findBrowser() {
  if (process.env.CHROME_PATH) {
    if (existsSync(process.env.CHROME_PATH)) return process.env.CHROME_PATH;
    throw new Error(`CHROME_PATH names ${process.env.CHROME_PATH}, which does not exist.`);
  }
  const there = installed() ?? (await playwrightsOwn());
  if (there) return there;
  if (attempt("npx", ["playwright", "install", "chromium"])) {
    const own = await playwrightsOwn();
    if (own) return own;
  }
  const isRoot = process.getuid?.() === 0;
  if (isRoot && attempt("apt-get", ["update"]) && attempt("apt-get", ["install", "-y", "chromium"])) {
    const own = installed();
    if (own) return own;
  }
  throw new Error("No browser: install Chrome, Chromium or Edge, or set CHROME_PATH to one.");
}
