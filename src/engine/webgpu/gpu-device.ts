import { tf } from "../tf.ts";

/** The device that tfjs computes on: our own shaders share it, its queue and its memory. Null on other backends. */
export function gpuDevice(): GPUDevice | null {
  if (tf.getBackend() !== "webgpu") return null;
  return (tf.backend() as unknown as { readonly device: GPUDevice }).device;
}

/** Whether an adapter computes in software, on the processor. */
export function inSoftware({ adapterInfo }: GPUDevice): boolean {
  const { architecture, isFallbackAdapter } = adapterInfo;
  return isFallbackAdapter === true || architecture === "swiftshader" || architecture === "llvmpipe";
}
