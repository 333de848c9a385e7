import { expect, it } from "vitest";
import { tensor } from "../../../../test/layers.ts";
import type { Tensor } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { decodeLayers, type SlotTensors } from "./decode-layers.ts";
import { readTopology } from "./tfjs-topology.ts";

const rnn = (sequences: boolean, zeros: boolean) => ({
  class_name: "SimpleRNN",
  config: { units: 2, use_bias: false, return_sequences: sequences, zero_output_for_mask: zeros },
});
const described = (layer: unknown) => ({
  class_name: "Sequential",
  config: {
    name: "net",
    layers: [
      { class_name: "InputLayer", config: { batch_shape: [null, 4], name: "x" } },
      { class_name: "Embedding", config: { name: "e", input_dim: 5, output_dim: 3, mask_zero: true } },
      layer,
    ],
  },
});
const bidirectional = (sequences: boolean, zeros: boolean) =>
  described({
    class_name: "Bidirectional",
    config: { name: "both", merge_mode: "concat", layer: rnn(sequences, zeros) },
  });

const cell = (prefix: string): readonly (readonly [string, Tensor])[] => [
  [`${prefix}kernel`, tensor([3, 2])],
  [`${prefix}recurrent`, tensor([2, 2])],
];
const weights: SlotTensors = new Map([
  ["e", new Map([["kernel", tensor([5, 3])]])],
  ["both", new Map([...cell("forward/"), ...cell("backward/")])],
  ["one", new Map(cell(""))],
]);
const outputsOf = (description: ReturnType<typeof described>) =>
  runReference(
    decodeLayers(readTopology(description), weights, { name: "net", keras3: true, example: null }),
    Float32Array.of(0, 3, 0, 1),
    1,
  );

it("a Bidirectional that gives sequences gives zeros for masked steps, and the rest as it is", () => {
  const [zeroed, repeated] = [true, false].map((zeros) => outputsOf(bidirectional(true, zeros)));
  const masked = (i: number) => [0, 2].includes(Math.floor(i / 4));
  expect(Array.from(zeroed!, (value) => value + 0)).toEqual(
    Array.from(repeated!, (value, i) => (masked(i) ? 0 : value + 0)),
  );
  expect(repeated!.slice(8, 10)).not.toEqual(new Float32Array(2));
});

it.each([
  ["a Bidirectional that gives its last step alone", bidirectional(false, true)],
  ["one direction", described({ class_name: "SimpleRNN", config: { ...rnn(true, true).config, name: "one" } })],
])("zeros for masked steps out of %s are refused", (_words, description) => {
  expect(() => outputsOf(description)).toThrow(/zero_output_for_mask/);
});
