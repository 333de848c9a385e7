import type { Tensor } from "./tf.ts";

/** Uploaded weights of one layer, by name. */
export type LayerTensors = Readonly<Record<string, Tensor>>;
