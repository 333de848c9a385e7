import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { splitRows } from "../../src/core/dataset/split.ts";
import type { Row } from "../bench.ts";
import { openMnist } from "../network-game.ts";
import type { RacePage } from "../pages/race.ts";
import type { Building, BuiltRun } from "./building.ts";
import { tiny } from "./race-page.ts";

const folder = "test/fixtures/lenet-mnist";

async function building(): Promise<Building> {
  const dataset = await openMnist();
  const shape = [28, 28, 1];
  const split = splitRows(dataset, { calibration: tiny ? 50 : 500, validation: tiny ? 50 : 1000, test: 1 }, 1);
  const rows = Int32Array.from([...split.calibration, ...split.validation]);
  const inputs = pairRows(dataset, proposePairing(dataset, shape), shape, rows);
  return {
    files: ["model.json", "group1-shard1of1.bin"].map((name) => ({
      name,
      base64: readFileSync(path.join(folder, name)).toString("base64"),
    })),
    inputs: Buffer.from(inputs.buffer, inputs.byteOffset, inputs.byteLength).toString("base64"),
    labels: Array.from(rows, (row) => dataset.labels[row] ?? 0),
    calibration: split.calibration.length,
    target: 51,
    stepUnits: tiny ? 26 : 8,
    roundEvaluations: 900,
    bias: 0.225,
    seed: 1,
    workers: 2,
  };
}

const inCommon = (a: BuiltRun, b: BuiltRun) =>
  a.selection.reduce((sum, kept, unit) => sum + (kept === 1 && b.selection[unit] === 1 ? 1 : 0), 0);

/**
 * Iterated Building to 51 of LeNet-5's 226 units on MNIST, 500 calibration examples, 900 evaluations a round, 8 units a
 * round: with the plain loop, with everything on, and with everything on but the plain run's values.
 */
export async function buildingIn(tab: Page): Promise<{ headline: Record<string, number>; rows: Row[] }> {
  if (!existsSync("../shared/data/mnist")) {
    console.log("Iterated Building is left out: it needs the MNIST files in ../shared/data/mnist, which are not here.");
    return { headline: {}, rows: [] };
  }
  const built = await tab.evaluate((given) => (window as unknown as RacePage).build(given), await building());
  const { plain, fast, replayed } = built;
  console.log(`building: ${(plain.seconds / fast.seconds).toFixed(2)}, ${inCommon(plain, fast)} units in common`);
  const row = (name: string, run: BuiltRun): Row => ({
    case: "Iterated Building to 51 of 226",
    backend: built.backend,
    "one side": name,
    seconds: Number(run.seconds.toFixed(1)),
    evaluations: run.evaluations,
    "validation accuracy": run.accuracy,
    "units in common with plain": inCommon(plain, run),
  });
  return {
    headline: {
      buildingOverPlain: plain.seconds / fast.seconds,
      buildingPlainSeconds: plain.seconds,
      buildingFastSeconds: fast.seconds,
      buildingInCommon: inCommon(plain, fast),
      buildingReplayedInCommon: inCommon(plain, replayed),
      buildingCoalitionsCompared: built.compared,
      buildingCoalitionsThatDiffer: built.different,
      buildingLargestDifferenceInExamples: Math.round(built.largest * (tiny ? 50 : 500)),
    },
    rows: [row("loop", plain), row("everything on, two workers", fast), row("everything on, plain's values", replayed)],
  };
}
