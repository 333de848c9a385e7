import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { type SingleLayer, valuesFor } from "../../test/single-layer.ts";
import { singleLayers } from "../../test/single-layers.ts";
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

  it.each(cases)("$title has the reference's derivative", async (single) => {
    const { layer, shapes } = single;
    const whole = layer.kind === "embedding" || layer.kind === "mask";
    const named = Object.entries(weightsOf(layer)).filter(([, { values }]) => values.length > 0);
    const given = inputTensors(single);
    const variables = [...(whole ? [] : given), ...named.map(([, { shape, values }]) => tf.tensor(values, [...shape]))];
    if (variables.length === 0) return;
    const before = liveTensors();
    const pull = Float64Array.from(expectedOutput(single, single.values), () => random.uniform() - 0.5);
    const gradients = tf.tidy(() =>
      tf.grads((...tensors: Tensor[]) => {
        const inputs = whole ? given : tensors.slice(0, shapes.length);
        const weights = Object.fromEntries(
          named.map(([name], place) => [name, tensors[tensors.length - named.length + place]]),
        );
        const y = applyLayer(layer, inputs, weights);
        return tf.sum(tf.mul(y, tf.tensor(Float32Array.from(pull), y.shape))) as never;
      })(variables),
    );
    const starts = [...(whole ? [] : single.values), ...named.map(([, { values }]) => values)];
    // a place mask is no number to differentiate by
    const still = (place: number) => !whole && single.masked === true && place === 1;
    const directions = starts.map((start, place) =>
      Float64Array.from(start, () => (still(place) ? 0 : random.uniform() - 0.5)),
    );
    const at = (step: number): number => {
      const moved = starts.map((start, place) => Float64Array.from(start, (x, i) => x + step * directions[place][i]));
      const inputs = whole ? single.values : moved.slice(0, shapes.length);
      const weights = Object.fromEntries(
        named.map(([name, { shape }], place) => [name, { shape, values: moved[moved.length - named.length + place] }]),
      );
      const y = expectedOutput(single, inputs, { ...layer, weights } as unknown as Layer);
      return y.reduce((sum, value, i) => sum + value * pull[i], 0);
    };
    const expected = (at(1e-5) - at(-1e-5)) / 2e-5;
    let actual = 0;
    for (const [place, gradient] of gradients.entries())
      (await gradient.data()).forEach((value: number, i: number) => {
        actual += value * directions[place][i];
      });
    expect(Math.abs(actual - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
    tf.dispose(gradients);
    expect(liveTensors()).toBe(before);
    tf.dispose([...variables, ...given]);
  });

  it("an id that is no row of the vocabulary gives NaN there, and nowhere else", async () => {
    const layer: Layer = {
      id: "y",
      kind: "embedding",
      inputs: ["a"],
      weights: { kernel: { shape: [3, 1], values: Float32Array.of(5, 6, 7) } },
    };
    const ids = tf.tensor2d([[0, 3, 2, -1, 1.5, 1]]);
    const y = tf.tidy(() => applyLayer(layer, [ids], weightTensors(layer)));
    expect([...(await y.data())]).toEqual([5, Number.NaN, 7, Number.NaN, Number.NaN, 6]);
    tf.dispose([ids, y]);
  });

  it("a mask stands still where its input moves", async () => {
    const layer: Layer = { id: "y", kind: "mask", inputs: ["a"], value: 0 };
    const x = tf.tensor3d([
      [
        [0, 0],
        [0, 2],
        [1, 3],
      ],
    ]);
    const slope = tf.grad((moved) => tf.sum(tf.mul(applyLayer(layer, [moved], {}), tf.sum(moved, -1, true))) as never)(
      x,
    );
    expect([...(await slope.data())]).toEqual([0, 0, 1, 1, 1, 1]);
    tf.dispose([x, slope]);
  });

  it("a mean of places of which none counts is 0", async () => {
    const layer: Layer = { id: "y", kind: "global-pool", inputs: ["a", "b"], operation: "average", keepAxes: false };
    const [x, mask] = [tf.ones([1, 3, 2]), tf.zeros([1, 3, 1])];
    const y = tf.tidy(() => applyLayer(layer, [x, mask], {}));
    expect([...(await y.data())]).toEqual([0, 0]);
    tf.dispose([x, mask, y]);
  });
});
