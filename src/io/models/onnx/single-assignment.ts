import { FailureError } from "../../../core/failure.ts";
import type { OnnxNode } from "./onnx-node.ts";

/**
 * Every tensor of an ONNX graph is made once (the format's "single static assignment"); a file that makes one twice
 * would mean different things to different readers.
 * @param given names of the input and the initialisers
 * @throws FailureError model-invalid, naming node and tensor
 */
export function checkSingleAssignment(nodes: readonly OnnxNode[], given: Iterable<string>): void {
  const made = new Set(given);
  for (const node of nodes)
    for (const output of node.outputs) {
      if (output === "") continue;
      if (made.has(output))
        throw new FailureError({
          kind: "model-invalid",
          message: `In the ONNX graph, ${node.words} makes "${output}", which is there already.`,
          where: node.id,
          advice: "Export the network again: two parts of the graph have got the same name.",
        });
      made.add(output);
    }
}
