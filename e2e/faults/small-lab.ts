import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dense, denseWeights, input, layersModel, numbers } from "../small-networks.ts";

const widths = [16, 24, 16, 4] as const;

type Weights = readonly Float32Array[];

/** He-uniform weights between layers, the same every time. */
function drawnWeights(): Weights {
  const draw = numbers(71);
  return widths.slice(1).map((outputs, place) => {
    const inputs = widths[place] ?? 1;
    const limit = Math.sqrt(6 / inputs);
    return Float32Array.from({ length: inputs * outputs }, () => limit * (2 * draw() - 1));
  });
}

/** The class that a network of these weights gives. */
function classOf(row: readonly number[], weights: Weights): number {
  let values: readonly number[] = row;
  for (const [place, kernel] of weights.entries()) {
    const outputs = widths[place + 1] ?? 1;
    const sums = Array.from({ length: outputs }, (_, j) =>
      values.reduce((sum, value, i) => sum + value * (kernel[i * outputs + j] ?? 0), 0),
    );
    values = place === weights.length - 1 ? sums : sums.map((sum) => Math.max(0, sum));
  }
  return values.indexOf(Math.max(...values));
}

/**
 * A dense network of 40 units and rows that it is right on nine times out of ten, as files in a folder: quick to open,
 * to prepare and to play, on any backend.
 * @returns paths: the network's two files, then the data
 */
export function writeSmallLab(folder: string, rows = 4000): string[] {
  mkdirSync(folder, { recursive: true });
  const weights = drawnWeights();
  const names = ["first", "second", "answer"] as const;
  const network = layersModel(
    "faults",
    [
      input([widths[0]]),
      ...names.map((name, place) =>
        dense(name, widths[place + 1] ?? 1, name === "answer" ? "softmax" : "relu", names[place - 1] ?? "input"),
      ),
    ],
    ["answer"],
    names.flatMap((name, place) => {
      const outputs = widths[place + 1] ?? 1;
      return denseWeights(name, widths[place] ?? 1, outputs, (i, j) => weights[place]?.[i * outputs + j] ?? 0);
    }),
  );
  const draw = numbers(72);
  const header = [...Array.from({ length: widths[0] }, (_, column) => `c${column}`), "label"].join();
  const lines = Array.from({ length: rows }, () => {
    const row = Array.from({ length: widths[0] }, () => Number((2 * draw() - 1).toFixed(3)));
    const label = draw() < 0.1 ? Math.floor(draw() * 4) : classOf(row, weights);
    return [...row, `k${label}`].join();
  });
  const files = [...network, { name: "rows.csv", bytes: Buffer.from([header, ...lines].join("\n")) }];
  return files.map(({ name, bytes }) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  });
}
