import { expect, it } from "vitest";
import { powerCsv, powerJson, powerRows } from "./power-table.ts";

const estimate = { power: Float64Array.of(0.1, 0.5, -0.2), standardError: Float64Array.of(0.01, 0.02, 0.03) };
const of = { part: "calibration", examples: 500 } as const;
const groups = [
  { id: "conv", width: 2 },
  { id: 'a "b", c', width: 1 },
];

it("ranks the units of all groups, and says which the pruned network keeps", () => {
  const rows = powerRows(estimate, groups, Uint8Array.of(0, 1, 0));
  expect(rows.map(({ group, unit, kept }) => [group, unit, kept])).toEqual([
    ["conv", 1, true],
    ["conv", 0, false],
    ['a "b", c', 0, false],
  ]);
  expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3]);
});

it("ranks units within their group where each layer was a game of its own", () => {
  const layer = { evaluations: 4, degreesOfFreedom: 2, estimator: "least squares" };
  const layers = groups.map(({ id, width }) => ({ ...layer, group: id, players: width }));
  const swapped = { ...estimate, power: Float64Array.of(0.1, 0.5, 0.9), layers };
  expect(powerRows(swapped, groups, null).map(({ group, unit, rank }) => [group, unit, rank])).toEqual([
    ["conv", 1, 1],
    ["conv", 0, 2],
    ['a "b", c', 0, 1],
  ]);
});

it("writes CSV that quotes what must be quoted, and says which examples the game was played on", () => {
  const lines = powerCsv(powerRows(estimate, groups, null), of).split("\r\n");
  expect(lines).toEqual([
    "rank,group,unit,power,standard_error,kept,part,examples",
    "1,conv,1,0.5,0.02,,calibration,500",
    "2,conv,0,0.1,0.01,,calibration,500",
    '3,"a ""b"", c",0,-0.2,0.03,,calibration,500',
    "",
  ]);
});

it("writes JSON that says which index it is", () => {
  const json = JSON.parse(
    powerJson(powerRows(estimate, groups, null), { index: { kind: "shapley" }, estimator: "pool", of }),
  );
  expect(json).toMatchObject({ format: "quorum-power", index: { kind: "shapley" }, estimator: "pool", of });
  expect(json.units).toHaveLength(3);
});
