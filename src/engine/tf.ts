/** The one door to tfjs: everything else in engine/ imports `tf` from here. */
import * as namespace from "@tensorflow/tfjs";

type Tfjs = typeof namespace;
/** Node gives the CommonJS build under this name; bundlers give the ES module itself. */
const commonJs: string = "default";
export const tf: Tfjs = (namespace as unknown as Record<string, Tfjs | undefined>)[commonJs] ?? namespace;
export type { Tensor, Tensor2D, Tensor3D, Tensor4D, Variable } from "@tensorflow/tfjs";
