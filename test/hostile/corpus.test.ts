import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { corpus } from "./corpus.ts";
import { type Outcome, outcomeOf } from "./outcome-of.ts";

const expected = JSON.parse(readFileSync(path.join(import.meta.dirname, "expected.json"), "utf8")) as Record<
  string,
  Outcome
>;

it("has at least sixty cases, each with what it must produce", () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(corpus.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
});

it.each(corpus.map((each) => [each.name, each] as const))("%s ends as it must", async (name, { files }) => {
  const started = performance.now();
  const outcome = await outcomeOf(await files);
  expect(performance.now() - started).toBeLessThan(5000);
  expect(outcome).toEqual(expected[name]);
  expect(outcome.failures.map(({ kind }) => kind)).not.toContain("unexpected");
  // a refusal has a sentence and a place; what waits says for what
  for (const { message, where } of outcome.failures)
    expect([message.length > 10, where !== undefined]).toEqual([true, true]);
  expect(outcome.failures.length + outcome.missing.length).toBeGreaterThan(0);
  expect(outcome.took).toEqual([]);
});
