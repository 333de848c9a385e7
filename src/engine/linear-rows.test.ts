import { beforeAll, describe, expect, it } from "vitest";
import { liveTensors, startBackend } from "../../bench/start-backend.ts";
import { conv, dense, depthwise } from "../../test/layers.ts";
import { seededRandom } from "../core/random/random-source.ts";
import type { LinearLayer } from "../core/repair/repair-sites.ts";
import { drawnPlaces } from "./drawn-places.ts";
import {
  blocksOf,
  featuresOf,
  givenRows,
  type Lattice,
  latticeAxes,
  linearPart,
  readDrawn,
  readRows,
} from "./linear-rows.ts";
import { uploadLayer } from "./network.ts";
import { keptRows, rowsGiven } from "./refit-targets.ts";
import { type Tensor3D, tf } from "./tf.ts";

const flat = (layer: LinearLayer, change: Partial<LinearLayer>): LinearLayer =>
  ({ ...layer, strides: [1], dilation: [1], ...change }) as LinearLayer;

const layers: { title: string; layer: LinearLayer; shape: readonly number[] }[] = [
  { title: "dense", layer: dense("a", "x", 5, 3), shape: [4, 5] },
  { title: "dense over steps", layer: dense("a", "x", 5, 3, "relu"), shape: [4, 6, 5] },
  { title: "conv, valid", layer: conv("a", "x", [3, 2, 2, 3], "relu"), shape: [2, 7, 6, 2] },
  {
    title: "conv, same, strides",
    layer: { ...conv("a", "x", [3, 3, 2, 3]), padding: "same", strides: [2, 3] },
    shape: [2, 7, 8, 2],
  },
  {
    title: "conv, same, dilation",
    layer: { ...conv("a", "x", [3, 2, 2, 3]), padding: "same", dilation: [2, 1] },
    shape: [2, 7, 8, 2],
  },
  {
    title: "conv in groups",
    layer: { ...conv("a", "x", [2, 2, 2, 6]), groups: 3, padding: "same" },
    shape: [2, 5, 5, 6],
  },
  {
    title: "conv in one dimension, causal, dilation",
    layer: flat(conv("a", "x", [3, 2, 4]), { padding: "causal", dilation: [2] }),
    shape: [3, 9, 2],
  },
  { title: "depthwise", layer: { ...depthwise("a", "x", [3, 3, 4, 2]), strides: [2, 2] }, shape: [2, 8, 7, 4] },
];

describe.each(["wasm", "cpu"] as const)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(layers)("$title: rows read, times the kernel, are the rows given", async ({ layer, shape }) => {
    const before = liveTensors();
    const x = tf.randomUniform([...shape], -1, 1, "float32", 5);
    const weights = uploadLayer(layer);
    const axes = latticeAxes(layer);
    const lattices: Lattice[] = [
      { every: 1, begin: new Array(axes).fill(0) },
      { every: 2, begin: [1, 0].slice(0, axes) },
    ];
    for (const lattice of lattices) {
      const [found, wanted] = tf.tidy(() => {
        const [blocks, features] = [blocksOf(layer), featuresOf(layer)];
        const read = readRows(layer, x, lattice);
        expect(read.shape).toEqual([blocks, read.shape[1], features]);
        const kernel = tf.transpose(tf.reshape(weights.kernel, [features, blocks, -1]), [1, 0, 2]) as Tensor3D;
        const bias = tf.reshape(weights.bias, [blocks, 1, -1]);
        const given = givenRows(layer, linearPart(layer, x, weights), lattice);
        return [tf.add(tf.matMul(read, kernel), bias), given];
      });
      expect(found.shape).toEqual(wanted.shape);
      const [numbers, others] = await Promise.all([found.data(), wanted.data()]);
      numbers.forEach((value: number, at: number) => {
        expect(value).toBeCloseTo(others[at], 4);
      });
      tf.dispose([found, wanted]);
    }
    tf.dispose([x, ...Object.values(weights)]);
    expect(liveTensors()).toBe(before);
  });

  it.each(layers.filter(({ layer }) => layer.kind !== "dense"))(
    "$title: the same at places drawn example by example",
    async ({ layer, shape }) => {
      if (layer.kind === "dense") return;
      const before = liveTensors();
      const x = tf.randomUniform([...shape], -1, 1, "float32", 5);
      const weights = uploadLayer(layer);
      const [found, wanted] = tf.tidy(() => {
        const [blocks, features] = [blocksOf(layer), featuresOf(layer)];
        const y = linearPart(layer, x, weights);
        const places = y.size / y.shape[0] / y.shape[y.rank - 1];
        const drawn = drawnPlaces(y.shape[0], places, y.shape[0] + 3, seededRandom(4));
        if (drawn === null) throw new Error("there should be more places than are drawn");
        const kernel = tf.transpose(tf.reshape(weights.kernel, [features, blocks, -1]), [1, 0, 2]) as Tensor3D;
        const bias = tf.reshape(weights.bias, [blocks, 1, -1]);
        const kept = Int32Array.from({ length: y.shape[y.rank - 1] }, (_, channel) => channel);
        return [
          tf.add(tf.matMul(readDrawn(layer, x, drawn), kernel), bias),
          keptRows(layer, rowsGiven(y, drawn), kept),
        ];
      });
      expect(found.shape).toEqual(wanted.shape);
      const [numbers, others] = await Promise.all([found.data(), wanted.data()]);
      numbers.forEach((value: number, at: number) => {
        expect(value).toBeCloseTo(others[at], 4);
      });
      tf.dispose([found, wanted, x, ...Object.values(weights)]);
      expect(liveTensors()).toBe(before);
    },
  );
});
