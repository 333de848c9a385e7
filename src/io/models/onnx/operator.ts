import type { Decoding } from "./decoding.ts";
import type { OnnxNode } from "./onnx-node.ts";

/** Adds the layers that say what a node does, and settles its outputs. @throws FailureError */
export type Handler = (decoding: Decoding, node: OnnxNode) => void;
