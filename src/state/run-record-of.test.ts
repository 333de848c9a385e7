import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { appVersion } from "./run-record-of.ts";

it("names the version of package.json", () => {
  expect(appVersion).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
});
