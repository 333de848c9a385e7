import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { type SingleLayer, singleLayers, valuesFor } from "../../test/single-layers.ts";
import { type Layer, weightsOf } from "../core/model/model.ts";
import { referenceLayer } from "../core/model/reference-layer.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { applyLayer } from "./apply-layer.ts";
import { type Tensor, tf } from "./tf.ts";
import { registerWasmGradients } from "./wasm-gradients.ts";

const examples = 3;
const random = seededRandom(11, "single-layers");
const cases = singleLayers(random).map((single) => ({ ...single, values: valuesFor(single, examples, random) }));
type Case = (typeof cases)[number];

const weightTensors = (layer: Layer) =>
  Object.fromEntries(
    Object.entries(weightsOf(layer)).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
  );
const inputTensors = ({ shapes, values }: Case) =>
  values.map((each, place) => tf.tensor(each, [examples, ...shapes[place]]));

/** The layer by the reference network, in 64 bits. */
const expectedOutput = (single: SingleLayer, values: readonly ArrayLike<number>[], layer = single.layer) =>
  referenceLayer(
    layer,
    values.map((each) => Float64Array.from(each)),
    single.shapes,
    examples,
  );

const worstGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((worst, value, place) => Math.max(worst, Math.abs(value - b[place]) / (1 + Math.abs(value))), 0);

describe.each(["cpu", "wasm"] as const)("each layer on %s", (backend) => {
  beforeAll(async () => {
    await startBackend(backend);
    if (backend === "wasm") registerWasmGradients();
  });

  it.each(cases)("$title equals the reference", async (single) => {
    const before = liveTensors();
    const weights = weightTensors(single.layer);
    const inputs = inputTensors(single);
    const y = tf.tidy(() => applyLayer(single.layer, inputs, weights));
    expect(inputs).not.toContain(y);
    const expected = expectedOutput(single, single.values);
    const actual = await y.data();
    expect(actual.length).toBe(expected.length);
    expect(worstGap(expected, actual)).toBeLessThan(1e-5);
    tf.dispose([y, ...inputs, ...Object.values(weights)]);
    expect(liveTensors()).toBe(before);
  });
});
