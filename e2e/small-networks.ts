import type { Buffer as Bytes } from "node:buffer";

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Bytes;
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const inbound = (...names: readonly string[]) => [names.map((name) => [name, 0, 0, {}])];

/** One layer of a functional configuration, by its class, and what it reads. */
const layer = (kind: string, name: string, config: object, ...reads: readonly string[]) => ({
  class_name: kind,
  name,
  config: { name, trainable: true, ...config },
  inbound_nodes: reads.length === 0 ? [] : inbound(...reads),
});

export const input = (shape: readonly number[]) =>
  layer("InputLayer", "input", { batch_input_shape: [null, ...shape], dtype: "float32", sparse: false });
export const dense = (name: string, units: number, activation: string, reads: string) =>
  layer("Dense", name, { units, activation, use_bias: true }, reads);
export const flatten = (reads: string) => layer("Flatten", "flatten", {}, reads);
export const embedding = (rows: number, width: number, length: number, reads: string) =>
  layer("Embedding", "embedding", { input_dim: rows, output_dim: width, input_length: length }, reads);
export const average = (reads: string) => layer("GlobalAveragePooling1D", "average", {}, reads);

/** The kernel and bias of a dense layer; `weight` says what output j makes of input i. */
export const denseWeights = (
  name: string,
  inputs: number,
  outputs: number,
  weight: (i: number, j: number) => number,
): readonly Tensor[] => [
  {
    name: `${name}/kernel`,
    shape: [inputs, outputs],
    values: Array.from({ length: inputs * outputs }, (_, at) => weight(Math.floor(at / outputs), at % outputs)),
  },
  { name: `${name}/bias`, shape: [outputs], values: Array.from({ length: outputs }, () => 0) },
];

/** A functional tfjs LayersModel as its two files. */
export function layersModel(
  name: string,
  layers: readonly ReturnType<typeof layer>[],
  outputs: readonly string[],
  tensors: readonly Tensor[],
): readonly DroppedFile[] {
  const json = {
    format: "layers-model",
    generatedBy: "keras v2.4.0",
    modelTopology: {
      keras_version: "2.4.0",
      backend: "tensorflow",
      model_config: {
        class_name: "Functional",
        config: {
          name,
          layers,
          input_layers: [["input", 0, 0]],
          output_layers: outputs.map((output) => [output, 0, 0]),
        },
      },
    },
    weightsManifest: [
      {
        paths: [`${name}.bin`],
        weights: tensors.map((tensor) => ({ name: tensor.name, shape: tensor.shape, dtype: "float32" })),
      },
    ],
  };
  const values = Float32Array.from(tensors.flatMap((tensor) => tensor.values));
  return [
    { name: "model.json", bytes: Buffer.from(JSON.stringify(json)) },
    { name: `${name}.bin`, bytes: Buffer.from(values.buffer) },
  ];
}

/** Numbers from 0 to 1 that are the same every time. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
