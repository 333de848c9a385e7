/** The one door to tfjs: everything else in engine/ imports `tf` from here. */
import * as namespace from "@tensorflow/tfjs";

// Node gives the CommonJS build under `default`; bundlers give the ES module itself.
type Tfjs = typeof namespace;
export const tf: Tfjs = (namespace as { default?: Tfjs }).default ?? namespace;
export type { Tensor, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
