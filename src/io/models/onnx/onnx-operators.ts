import { activationOperators } from "./activation-operators.ts";
import { arithmeticOperators } from "./arithmetic-operators.ts";
import { convOperators } from "./conv-operators.ts";
import { denseOperators } from "./dense-operators.ts";
import { joinOperators } from "./join-operators.ts";
import { normOperators } from "./norm-operators.ts";
import type { OnnxNode } from "./onnx-node.ts";
import { unsupportedNode } from "./onnx-node.ts";
import type { Handler } from "./operator.ts";
import { poolOperators } from "./pool-operators.ts";
import { recurrentOperators } from "./recurrent-operators.ts";
import { reshapeOperators } from "./reshape-operators.ts";
import { resizeOperators } from "./resize-operators.ts";
import { selectOperators } from "./select-operators.ts";

/** What Quorum reads of ONNX, by operator; `foldedOperators` on constants come on top. */
export const onnxOperators: ReadonlyMap<string, Handler> = new Map([
  ...convOperators,
  ...denseOperators,
  ...activationOperators,
  ...poolOperators,
  ...normOperators,
  ...arithmeticOperators,
  ...reshapeOperators,
  ...selectOperators,
  ...joinOperators,
  ...resizeOperators,
  ...recurrentOperators,
]);

const nested = new Set(["If", "Loop", "Scan", "SequenceMap"]);

/** The failure of an operator that Quorum does not read. */
export function unknownOperator(node: OnnxNode): Error {
  if (nested.has(node.op))
    return unsupportedNode(
      node,
      "holds a graph of its own that runs under a condition; Quorum reads networks that always run the same way",
      "Export the model by tracing (torch.onnx.export of the module, not of a scripted one), or simplify it with onnxsim.",
    );
  if (
    /^(QLinear|Quantize|Dequantize|DynamicQuantize|ConvInteger|MatMulInteger|QGemm)/.test(node.op.replace(/^.*\./, ""))
  )
    return unsupportedNode(
      node,
      "computes with quantised numbers",
      "Prune the float model first and quantise the result: drop the ONNX file from before quantisation.",
    );
  if (node.op.includes("."))
    return unsupportedNode(
      node,
      "is not one of ONNX's own operators",
      "Export the model with standard operators only (opset 9 to 21).",
    );
  return unsupportedNode(
    node,
    "has an operator that Quorum does not compute",
    "Leave this part out of the export, write it with other operators, or drop the model in another format (Keras, tfjs).",
  );
}
