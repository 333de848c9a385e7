import type { RowProgramme } from "../evaluation/row-programme.ts";
import type { ListLayout } from "./pass-lists.ts";
import { readyPipeline } from "./pipelines.ts";
import { type Binding, binding, groupSize, packSizes, type Shader, type Sizes } from "./shader.ts";
import type { ShaderStep } from "./shader-steps.ts";

/** A dispatch that is ready to be encoded. */
export interface BoundStep {
  readonly at: number;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  /** Workgroups along x. */
  readonly columns: number;
  readonly slots: number;
}

/** What steps are bound to. */
export interface Bound {
  readonly quads: number;
  readonly examples: number;
  /** Coalitions that share a store have one of no rows. */
  isShared(store: number): boolean;
  storeOf(store: number): GPUBuffer;
  constantOf(name: string): GPUBuffer;
  /** What each channel gives to an operation. */
  contributionsOf(at: number): GPUBuffer;
  readonly lists: GPUBuffer;
}

/** Offsets of uniform buffers are multiples of this on every device. */
export const sizesApart = 256;

/** The numbers of a step. */
export function sizesOf(programme: RowProgramme, layout: ListLayout, step: ShaderStep, bound: Bound): Sizes {
  const { stores, ops } = programme;
  const op = ops[step.at];
  const y = stores[step.y];
  const x = step.x < 0 ? y : stores[step.x];
  const rowOf = (store: number) =>
    store < 0 || bound.isShared(store) ? 0 : stores[store].channels * stores[store].places * bound.quads;
  return {
    columns: y.places * Math.ceil(bound.quads / step.quads),
    quads: bound.quads,
    places: y.places,
    xPlaces: x.places,
    channels: op.kind === "linear" ? op.channels : x.channels,
    outputs: y.channels,
    xRow: rowOf(step.x),
    yRow: rowOf(step.y),
    zRow: rowOf(step.z),
    listRow: layout.length,
    inAt: layout.inAt[step.at],
    outAt: layout.outAt[step.at],
    biasAt: 0,
    examples: bound.examples,
    low: 0,
    high: 0,
    ...step.sizes,
  };
}

/** Binds a compiled shader: the buffer of each of its bindings, the sizes at an offset of theirs. */
export function bindShader(
  device: GPUDevice,
  shader: Shader,
  sizes: { readonly buffer: GPUBuffer; readonly offset: number },
  bufferOf: (name: Exclude<Binding, "sizes">) => GPUBuffer,
): { pipeline: GPUComputePipeline; group: GPUBindGroup } {
  const pipeline = readyPipeline(device, shader);
  const entries = shader.bindings.map((name) => ({
    binding: binding[name],
    resource: name === "sizes" ? { ...sizes, size: sizesApart } : { buffer: bufferOf(name) },
  }));
  return { pipeline, group: device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }) };
}

/** All steps of a pass, compiled already, bound; the numbers of all of them lie in one buffer. @param sizes with room for them */
export function boundSteps(
  device: GPUDevice,
  programme: RowProgramme,
  layout: ListLayout,
  steps: readonly ShaderStep[],
  sizes: GPUBuffer,
  bound: Bound,
): BoundStep[] {
  const all = steps.map((step) => sizesOf(programme, layout, step, bound));
  all.forEach((numbers, place) => {
    device.queue.writeBuffer(sizes, place * sizesApart, packSizes(numbers));
  });
  return steps.map((step, place) => {
    const named = (name: string | null) => {
      if (name === null) throw new Error(`operation ${step.at} has no such numbers`);
      return bound.constantOf(name);
    };
    const { pipeline, group } = bindShader(
      device,
      step.shader,
      { buffer: sizes, offset: place * sizesApart },
      (name) => {
        switch (name) {
          case "x":
            return bound.storeOf(step.x);
          case "y":
            return bound.storeOf(step.y);
          case "z":
            return step.z < 0 ? bound.contributionsOf(step.at) : bound.storeOf(step.z);
          case "weights":
            return named(step.weights);
          case "taps":
            return named(step.taps);
          case "lists":
            return bound.lists;
          default:
            throw new Error(`a step has no ${name}`);
        }
      },
    );
    return {
      at: step.at,
      pipeline,
      group,
      columns: Math.ceil(all[place].columns / groupSize),
      slots: step.slots,
    };
  });
}

/** Encodes the steps for so many coalitions. @param most channels that any of them wants of each operation */
export function encodeSteps(
  pass: GPUComputePassEncoder,
  steps: readonly BoundStep[],
  rows: number,
  most: readonly number[],
): number {
  let dispatches = 0;
  for (const { at, pipeline, group, columns, slots } of steps) {
    if (most[at] === 0) continue;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(columns, slots === 0 ? 1 : Math.ceil(most[at] / slots), rows);
    dispatches++;
  }
  return dispatches;
}
