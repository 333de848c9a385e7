import { expect, it } from "vitest";
import { defaultSettings, readSettings, writeSettings } from "./settings.ts";

it("reads what it wrote of rules, goals and strategies", () => {
  const settings = {
    ...defaultSettings,
    strategy: "magnitude-l2",
    goal: "macs",
    goalShare: 0.4,
    stepShare: 0.2,
    normalised: true,
    swapEvaluations: 0,
    rules: [
      { group: "conv 1&2", whole: true },
      { group: "dense1", least: 4, most: 4, multiple: 2, keep: [0, 3], drop: [1] },
    ],
  } as const;
  const query = writeSettings(settings);
  expect(readSettings(query)).toEqual({ settings, notes: [] });
  expect(writeSettings(defaultSettings)).toBe("");
});

it("refuses rules that are none, with a note", () => {
  for (const text of ["x", "{}", '[{"least":4}]', '[{"group":"a","least":"4"}]', '[{"group":"a","keep":[null]}]']) {
    const { settings, notes } = readSettings(`?rules=${encodeURIComponent(text)}`);
    expect(settings.rules).toEqual([]);
    expect(notes).toHaveLength(1);
  }
});

it("still reads addresses of before", () => {
  const { settings, notes } = readSettings(
    "?strategy=top-n&scope=layer-wise&target=51&stepUnits=4&roundEvaluations=900",
  );
  expect(notes).toEqual([]);
  expect(settings).toEqual({
    ...defaultSettings,
    strategy: "top-n",
    scope: "layer-wise",
    target: 51,
    stepUnits: 4,
    roundEvaluations: 900,
  });
});
