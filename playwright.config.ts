import { defineConfig } from "@playwright/test";

const port = 4180;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // Journeys share two cores with their workers: one at a time keeps their times honest.
  workers: 1,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    screenshot: "only-on-failure",
    // a copy kept for work without a network would answer in place of the build; offline.spec.ts allows it
    serviceWorkers: "block",
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      ...(process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : {}),
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--enable-unsafe-webgpu",
      ],
    },
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
  },
});
