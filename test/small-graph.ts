import { seededRandom } from "../src/core/random/random-source.ts";

/** Attributes of a node as protobuf JSON writes them. */
export type Attributes = Readonly<Record<string, unknown>>;

export const ints = (...numbers: readonly number[]): unknown => ({ list: { i: numbers.map(String) } });
export const int = (number: number): unknown => ({ i: String(number) });
export const float = (number: number): unknown => ({ f: number });
export const flag = (b: boolean): unknown => ({ b });
export const text = (value: string): unknown => ({ s: btoa(value) });
export const texts = (...values: readonly string[]): unknown => ({ list: { s: values.map((value) => btoa(value)) } });
export const type = (name: string): unknown => ({ type: name });
export const shape = (...axes: readonly number[]): unknown => ({
  shape: { dim: axes.map((size) => ({ size: String(size) })) },
});

export interface GraphFiles {
  readonly json: Record<string, unknown>;
  readonly shards: ReadonlyMap<string, Uint8Array>;
}

/** A tfjs GraphModel in the making; each call gives back the name of its node. */
export interface SmallGraph {
  /** Random float32 weights where no values are given. */
  weight(name: string, axes: readonly number[], values?: readonly number[]): string;
  whole(name: string, values: number | readonly number[], axes?: readonly number[]): string;
  node(op: string, name: string, inputs: readonly string[], attr?: Attributes): string;
  /** model.json and its shard; a signature where outputs are named. */
  files(...outputs: readonly string[]): GraphFiles;
}

/**
 * A graph with the placeholder "x".
 * @param example shape of one example; -1 where it is open
 */
export function smallGraph(example: readonly number[], dtype = "DT_FLOAT"): SmallGraph {
  const random = seededRandom(11, "small-graph");
  const nodes: unknown[] = [
    { name: "x", op: "Placeholder", attr: { dtype: type(dtype), shape: shape(-1, ...example) } },
  ];
  const weights: { name: string; shape: readonly number[]; dtype: string }[] = [];
  const parts: Uint8Array[] = [];
  const constant = (name: string, axes: readonly number[], dtype: "float32" | "int32", bytes: ArrayBuffer): string => {
    const tfType = dtype === "float32" ? "DT_FLOAT" : "DT_INT32";
    const tensor = { dtype: tfType, tensorShape: { dim: axes.map((size) => ({ size: String(size) })) } };
    nodes.push({ name, op: "Const", attr: { dtype: type(tfType), value: { tensor } } });
    weights.push({ name, shape: axes, dtype });
    parts.push(new Uint8Array(bytes));
    return name;
  };
  return {
    weight(name, axes, values) {
      const size = axes.reduce((product, axis) => product * axis, 1);
      const numbers = Float32Array.from({ length: size }, (_, i) => values?.[i] ?? random.uniform() * 1.6 - 0.8);
      return constant(name, axes, "float32", numbers.buffer);
    },
    whole(name, values, axes) {
      const list = typeof values === "number" ? [values] : values;
      return constant(
        name,
        axes ?? (typeof values === "number" ? [] : [list.length]),
        "int32",
        Int32Array.from(list).buffer,
      );
    },
    node(op, name, inputs, attr = {}) {
      nodes.push({ name, op, input: [...inputs], attr: { T: type("DT_FLOAT"), ...attr } });
      return name;
    },
    files(...outputs) {
      const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      let offset = 0;
      for (const part of parts) {
        bytes.set(part, offset);
        offset += part.length;
      }
      const signature = {
        inputs: {
          x: { name: "x:0", dtype, tensorShape: { dim: [-1, ...example].map((size) => ({ size: String(size) })) } },
        },
        outputs: Object.fromEntries(outputs.map((name) => [name, { name: `${name}:0` }])),
      };
      return {
        json: {
          format: "graph-model",
          generatedBy: "2.15.0",
          convertedBy: "TensorFlow.js Converter v4.22.0",
          ...(outputs.length > 0 ? { signature } : {}),
          userDefinedMetadata: { author: "test" },
          modelTopology: { node: nodes, library: {}, versions: { producer: 1645 } },
          weightsManifest: [{ paths: ["group1-shard1of1.bin"], weights }],
        },
        shards: new Map([["group1-shard1of1.bin", bytes]]),
      };
    },
  };
}
