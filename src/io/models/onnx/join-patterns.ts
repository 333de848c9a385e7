import type { Decoding } from "./decoding.ts";
import type { OnnxNode } from "./onnx-node.ts";

export function joinPatterns(nodes: readonly OnnxNode[], _decoding: Decoding): readonly OnnxNode[] {
  return nodes;
}
