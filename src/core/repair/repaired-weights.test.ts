import { expect, it } from "vitest";
import { batchNorm, conv, dense, flatten, input, network } from "../../../test/layers.ts";
import { FailureError } from "../failure.ts";
import { type Model, weightsOf } from "../model/model.ts";
import { repairedWeights, withLayerWeights, withRepairedWeights } from "./repaired-weights.ts";

const model: Model = network(
  input([3, 3, 1]),
  conv("conv", "input", [2, 2, 1, 2]),
  batchNorm("norm", "conv", 2),
  flatten("flat", "norm"),
  dense("out", "flat", 8, 2),
);

/** The model with another bias of the output. */
const other: Model = {
  ...model,
  layers: model.layers.map((layer) =>
    layer.id === "out"
      ? withLayerWeights(layer, { bias: { shape: [2], values: Float32Array.of(5, 6) } })
      : withLayerWeights(layer, {}),
  ),
};

it("what changed is named, put back in place, and nothing else is", () => {
  const repaired = repairedWeights(model, other);
  expect(repaired.map(({ layer }) => layer)).toEqual(["out"]);
  expect(repairedWeights(model, model)).toEqual([]);
  const again = withRepairedWeights(model, repaired);
  expect(again.layers.map(weightsOf)).toEqual(other.layers.map(weightsOf));
  expect(weightsOf(model.layers[4]).bias.values).not.toEqual(Float32Array.of(5, 6));
});

it("weights of another network are refused with their place", () => {
  const refusal = (layer: string, name: string, shape: readonly number[]) => {
    const weights = { [name]: { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) } };
    try {
      withRepairedWeights(model, [{ layer, weights }]);
    } catch (thrown) {
      if (thrown instanceof FailureError) return thrown.failure;
    }
    throw new Error("expected a FailureError");
  };
  expect(refusal("out", "bias", [3])).toMatchObject({ kind: "settings-invalid", where: "out, bias" });
  expect(refusal("out", "gamma", [2])).toMatchObject({ kind: "settings-invalid", where: "out, gamma" });
  expect(refusal("nowhere", "bias", [2])).toMatchObject({ kind: "settings-invalid", where: "nowhere" });
});
