import { expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { parseJson } from "./json-text.ts";

it("reads JSON, with brackets inside strings not counted as depth", () => {
  const text = JSON.stringify({ a: ["[".repeat(500), '\\"{'.repeat(200)] });
  expect(parseJson("a.json", text)).toEqual(JSON.parse(text));
});

it("refuses JSON that nests too deep without overflowing the stack", async () => {
  const failure = await caughtFailure(() => parseJson("deep.json", "[".repeat(1_000_000)));
  expect(failure).toMatchObject({ kind: "file-damaged", where: "deep.json" });
  expect(failure.message).toMatch(/deeper/);
});

it("keeps __proto__ as a key and nothing more", () => {
  const value = parseJson("p.json", '{ "__proto__": { "polluted": true } }') as Record<string, unknown>;
  expect(Object.hasOwn(value, "__proto__")).toBe(true);
  expect(value.polluted).toBeUndefined();
});

it("calls text that is cut off damaged", async () => {
  expect((await caughtFailure(() => parseJson("cut.json", '{"a": [1, 2'))).kind).toBe("file-damaged");
});
