import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { randomPlan } from "../../../../test/random-model.ts";
import { dependencyGraphOf } from "../../../core/dependency/dependency-graph-of.ts";
import type { Shape } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { prune } from "../../../core/prune/surgery.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import type { EncodedFile } from "../model-claim.ts";
import { decodeKeras3, decodeKerasH5 } from "./keras-decode.ts";
import { encodeKeras3, encodeKerasH5 } from "./keras-encode.ts";

const folder = "test/fixtures/keras";
const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(`${folder}/${name}`));

interface Expected {
  readonly shape: Shape;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}
const expected: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8"));

const besideOf = (name: string, bytes: Uint8Array) => ({ name, path: name, bytes });

function decode(name: string, example: Shape | null) {
  if (name.endsWith(".keras")) return decodeKeras3(name, bytesOf(name), example);
  if (!name.endsWith(".weights.h5")) return decodeKerasH5(name, bytesOf(name), null, example);
  const json = name.replace(".weights.h5", ".json");
  return decodeKerasH5(name, bytesOf(name), besideOf(json, bytesOf(json)), example);
}

function reopen(files: readonly EncodedFile[], example: Shape) {
  const [main, beside] = files as [EncodedFile, EncodedFile?];
  const bytes = new Uint8Array(main.bytes);
  if (main.name.endsWith(".keras")) return decodeKeras3(main.name, bytes, example);
  return decodeKerasH5(main.name, bytes, beside === undefined ? null : besideOf(beside.name, beside.bytes), example);
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length
    ? Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] ?? Number.NaN)) / Math.max(1, Math.abs(x))))
    : Number.POSITIVE_INFINITY;

describe.each(Object.entries(expected))("%s, as Keras 3 wrote it", (name, { shape, inputs, outputs }) => {
  it("predicts what Keras predicts", async () => {
    const { model } = await decode(name, shape);
    expect(furthest(outputs, runReference(model, Float32Array.from(inputs), 2))).toBeLessThan(1e-5);
  });

  it("is written back as the same model, whole and pruned", async () => {
    const { model, origin } = await decode(name, shape);
    const encode = name.endsWith(".keras") ? encodeKeras3 : encodeKerasH5;
    const whole = await reopen(await encode(model, structuredClone(origin)), shape);
    expect(whole.model).toEqual(model);
    expect(whole.origin.config).toEqual(origin.config);
    const graph = dependencyGraphOf(model);
    const pruned = prune(model, graph, randomPlan(graph, seededRandom(2, name)));
    const again = await reopen(await encode(pruned, origin), shape);
    expect(again.model).toEqual(pruned);
  });
});

describe("a Keras file", () => {
  it("names all of its outputs and takes the first", async () => {
    const { model, outputs } = await decode("multi.h5", null);
    expect(outputs).toEqual(["first", "second"]);
    expect(model.output).toBe("first");
    expect(model.layers.map(({ id }) => id)).toContain("second");
  });

  it("that leaves the size of its input open asks for data", async () => {
    const failure = await caughtFailure(() => decode("open.keras", null));
    expect(failure).toMatchObject({ kind: "file-incomplete" });
    expect(failure?.message).toMatch(/any,any,3/);
    const unfit = await caughtFailure(() => decode("open.keras", [8, 8, 1]));
    expect(unfit?.message).toMatch(/do not fit/);
  });

  it("of weights alone asks for its architecture, and says which layer an unfit one lacks", async () => {
    const bytes = bytesOf("acts.weights.h5");
    expect((await caughtFailure(() => decodeKerasH5("w.h5", bytes, null, null)))?.kind).toBe("file-incomplete");
    const config = JSON.parse(new TextDecoder().decode(bytesOf("acts.json")));
    config.config.layers[1].config.units = 9;
    const beside = besideOf("net.json", new TextEncoder().encode(JSON.stringify(config)));
    const failure = await caughtFailure(() => decodeKerasH5("w.h5", bytes, beside, null));
    expect(failure).toMatchObject({ kind: "model-invalid" });
    expect(failure?.where).toMatch(/^w\.h5, /);
  });

  it("hands its mask to the average and to both directions", async () => {
    const average = (await decode("mask-avg.keras", null)).model.layers.find(({ kind }) => kind === "global-pool");
    expect(average?.inputs[1]).toMatch(/\/mask$/);
    const both = (await decode("mask-bi.h5", null)).model.layers.filter(({ kind }) => kind === "recurrent");
    expect(both.map(({ inputs }) => inputs.length)).toEqual([2, 2]);
  });
});
