import { gpuDevice } from "../../webgpu/gpu-device.ts";
import { shaderObstacle } from "../../webgpu/shader-obstacle.ts";
import type { TrickRule } from "../tricks.ts";

/** See `shaderEvaluator` and `gpuTrial`. */
export const shaders: TrickRule = {
  trick: "shaders",
  does: "Compute shaders of our own evaluate on the GPU.",
  obstacle({ programme, backend, way }) {
    if (typeof programme === "string") return programme;
    if (backend !== "webgpu") return `The backend is ${backend}, which has no shaders.`;
    const device = gpuDevice();
    const tooLarge = device ? shaderObstacle(device, programme) : null;
    if (tooLarge !== null) return tooLarge;
    return way === "shaders" ? null : "tfjs was measured to be faster on this adapter.";
  },
};
