import type { Shader } from "./shader.ts";

const known = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();
const compiled = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();
const waited = new WeakMap<GPUDevice, Set<Promise<GPUComputePipeline>>>();

/** A shader's pipeline, compiled once a device, beside whatever else happens there. */
export function pipelineOf(device: GPUDevice, { code }: Shader): Promise<GPUComputePipeline> {
  const all = known.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  known.set(device, all);
  const found = all.get(code);
  if (found) return found;
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } });
  all.set(code, pipeline);
  const pending = waited.get(device) ?? new Set();
  waited.set(device, pending);
  pending.add(pipeline);
  const done = () => pending.delete(pipeline);
  const ready = compiled.get(device) ?? new Map<string, GPUComputePipeline>();
  compiled.set(device, ready);
  pipeline.then(
    (found) => ready.set(code, found),
    () => {},
  );
  pipeline.then(done, done);
  return pipeline;
}

/** The pipeline of a shader that has been waited for. */
export function readyPipeline(device: GPUDevice, { code }: Shader): GPUComputePipeline {
  const found = compiled.get(device)?.get(code);
  if (!found) throw new Error("this shader has not been compiled");
  return found;
}

/** Our own shaders that are being compiled. */
export function compilingShaders(device: GPUDevice): readonly Promise<unknown>[] {
  return [...(waited.get(device) ?? [])];
}
