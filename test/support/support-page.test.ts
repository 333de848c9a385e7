import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../bench/start-backend.ts";
import { supportPage } from "./support-page.ts";

describe("docs/support.md", () => {
  beforeAll(() => startBackend("cpu"));

  it("is what the code says (npm run docs writes it anew)", async () => {
    expect(readFileSync("docs/support.md", "utf8")).toBe(await supportPage());
  });
});
