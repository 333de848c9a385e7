/** A compute shader by its source; equal sources are compiled once a device. */
export interface Shader {
  readonly code: string;
  /** Places of what the source binds, out of `binding`. */
  readonly bindings: readonly Binding[];
}

/** Every shader binds what it needs at the same place. */
export const binding = { sizes: 0, x: 1, weights: 2, taps: 3, lists: 4, y: 5, z: 6, labels: 7, answers: 8 } as const;
export type Binding = keyof typeof binding;

/** Examples that a number of a shader holds: stores are [coalition][channel][place][quad of examples]. */
export const quad = 4;
/** Invocations of a workgroup. */
export const groupSize = 64;

/**
 * What a dispatch is told, in this order. `x` and `y` are the stores that are read and written; rows are coalitions. A
 * store that all coalitions share has an `xRow` of 0. `columns` are the invocations along x.
 */
export const sizeNames = [
  "columns",
  "quads",
  "places",
  "xPlaces",
  "channels",
  "outputs",
  "xRow",
  "yRow",
  "listRow",
  "inAt",
  "outAt",
  "biasAt",
  "zRow",
  "examples",
  "low",
  "high",
] as const;
export type Sizes = { readonly [Name in (typeof sizeNames)[number]]: number };

/** Bytes of the numbers that a dispatch is told. */
export const sizeBytes = 4 * sizeNames.length;

export function packSizes(sizes: Sizes): ArrayBuffer {
  const packed = new ArrayBuffer(sizeBytes);
  const [ints, floats] = [new Uint32Array(packed), new Float32Array(packed)];
  // finite, so that no shader meets an infinity
  const bounded = (value: number) => Math.max(-3.4028234e38, Math.min(3.4028234e38, value));
  sizeNames.forEach((name, at) => {
    if (name === "low" || name === "high") floats[at] = bounded(sizes[name]);
    else ints[at] = sizes[name];
  });
  return packed;
}

const declared: Record<Binding, string> = {
  sizes: "var<uniform> s: Sizes;",
  x: "var<storage, read> x: array<vec4<f32>>;",
  weights: "var<storage, read> w: array<f32>;",
  taps: "var<storage, read> taps: array<u32>;",
  lists: "var<storage, read> lists: array<u32>;",
  y: "var<storage, read_write> y: array<vec4<f32>>;",
  z: "var<storage, read> z: array<vec4<f32>>;",
  labels: "var<storage, read> labels: array<u32>;",
  answers: "var<storage, read_write> answers: array<u32>;",
};

/** @param body of the shader: functions, and `main` without its attributes but for those of its parameters */
export function shaderOf(bindings: readonly Binding[], body: string): Shader {
  const fields = sizeNames.map((name) => `  ${name}: ${name === "low" || name === "high" ? "f32" : "u32"},`);
  const all: Binding[] = ["sizes", ...bindings];
  const lines = all.map((name) => `@group(0) @binding(${binding[name]}) ${declared[name]}`);
  return { bindings: all, code: [`struct Sizes {`, ...fields, `}`, ...lines, body].join("\n") };
}

/** The opening of a kernel: column `i` of coalition `row`, and `slot`, the number of the channel in the list of those wanted. */
export const opening = (perSlot = 1): string => `
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.x;
  let row = id.z;
  let list = row * s.listRow;
  let wanted = lists[list + s.outAt];
  let slot = id.y * ${perSlot}u;
  if (i >= s.columns || slot >= wanted) { return; }
  let outs = list + s.outAt + 1u;
`;
