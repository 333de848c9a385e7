import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { splitRows } from "../../src/core/dataset/split.ts";
import type { Model, Tensor } from "../../src/core/model/model.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { train } from "../../src/engine/train.ts";
import { type Bench, cached, openFiles, playNetwork } from "../network-game.ts";

const widths = [64, 900, 128, 10];

/** Plain numbers of the trained weights, as the cache keeps them. */
type Weights = readonly { readonly kernel: readonly number[]; readonly bias: readonly number[] }[];

function build(weights: Weights | null): Model {
  const random = seededRandom(1, "two-layer");
  const layers = widths.slice(1).map((units, place) => {
    const inputs = widths[place] ?? 0;
    const limit = Math.sqrt(6 / (inputs + units));
    const given = weights?.[place];
    const kernel: Tensor = {
      shape: [inputs, units],
      values: Float32Array.from(
        given?.kernel ?? Array.from({ length: inputs * units }, () => limit * (2 * random.uniform() - 1)),
      ),
    };
    const bias: Tensor = { shape: [units], values: Float32Array.from(given?.bias ?? new Array<number>(units).fill(0)) };
    const last = place === widths.length - 2;
    return {
      id: `dense${place + 1}`,
      kind: "dense" as const,
      inputs: [place === 0 ? "row" : `dense${place}`],
      activation: { name: last ? ("softmax" as const) : ("relu" as const) },
      weights: { kernel, bias },
    };
  });
  return {
    name: "two-layer",
    output: "dense3",
    layers: [{ id: "row", kind: "input", inputs: [], shape: [64] }, ...layers],
  };
}

/** A network of 1,028 units on the sample's digits, trained here in a few seconds and cached: for benches of large games. */
export async function twoLayerOnDigits(counts: {
  calibration: number;
  validation: number;
  test: number;
}): Promise<Bench> {
  const { dataset } = await openFiles(["public/sample/digits-train.csv.gz", "public/sample/digits-test.csv.gz"]);
  if (!dataset) throw new Error("the sample's digits did not load");
  const data = dataset.dataset;
  const everything = { calibration: Infinity, validation: Infinity, test: Infinity };
  const key = { network: "two-layer", widths, epochs: 15, hash: dataset.hash };
  const weights = await cached<Weights>(key, async () => {
    const split = splitRows(data, everything, 1);
    const rows = Int32Array.from([...split.calibration, ...split.validation]).sort();
    const inputs = pairRows(data, proposePairing(data, [64]), [64], rows);
    const labels = Int32Array.from(rows, (row) => data.labels[row] ?? 0);
    let model = build(null);
    for await (const { answer } of train(
      model,
      inputs,
      labels,
      { epochs: 15, batch: 32, rate: 0.002 },
      seededRandom(1, "two-layer train"),
    ))
      model = answer.model;
    return model.layers.flatMap((layer) =>
      layer.kind === "dense" && layer.weights.bias
        ? [{ kernel: [...layer.weights.kernel.values], bias: [...layer.weights.bias.values] }]
        : [],
    );
  });
  return playNetwork(build(weights), JSON.stringify(key), data, counts);
}
