import { activationOps } from "./activation-ops.ts";
import { arithmeticOps } from "./arithmetic-ops.ts";
import { channelOps } from "./channel-ops.ts";
import { convOps } from "./conv-ops.ts";
import { denseOps } from "./dense-ops.ts";
import { castKeepsFractions } from "./fold-rearrange.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { unsupportedNode } from "./node-failure.ts";
import { layerInput, type OpReader } from "./op-context.ts";
import { poolOps } from "./pool-ops.ts";
import { readEnsureShape, reshapeOps } from "./reshape-ops.ts";
import { spatialOps } from "./spatial-ops.ts";

const readPassing: OpReader = (context) => {
  const value = layerInput(context, 0);
  return { ...value, nodes: [...value.nodes, context.node.name] };
};

/** Examples that are cast to whole numbers are whole numbers already: tokens. */
const readCast: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  if (!castKeepsFractions(node) && build.layer(value.layer)?.kind !== "input")
    throw unsupportedNode(node, "cuts off the fractions of what the network computes");
  return readPassing(context);
};

const readIdentities: OpReader = (context) =>
  context.inputs.map((value) =>
    value.kind === "constant" ? value : { ...value, nodes: [...value.nodes, context.node.name] },
  );

const readers: Readonly<Record<string, OpReader>> = {
  ...activationOps,
  ...arithmeticOps,
  ...channelOps,
  ...convOps,
  ...denseOps,
  ...poolOps,
  ...reshapeOps,
  ...spatialOps,
  Cast: readCast,
  EnsureShape: readEnsureShape,
  Identity: readPassing,
  IdentityN: readIdentities,
  StopGradient: readPassing,
  PreventGradient: readPassing,
  CheckNumerics: readPassing,
  Snapshot: readPassing,
};

/** Operations of TensorFlow graphs that Quorum reads, constants aside. */
export const graphOps: readonly string[] = Object.keys(readers).sort();

const controlFlow =
  /^(Stateless)?(If|While)$|^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|PartitionedCall|StatefulPartitionedCall)$|^Tensor(List|Array)/;

/** The failure of an operation that Quorum does not read. */
function refusal(node: GraphNode): Error {
  if (controlFlow.test(node.op))
    return unsupportedNode(
      node,
      "is control flow (a condition, a loop or a list); Quorum works with feed-forward networks",
    );
  return unsupportedNode(node, "is an operation that Quorum does not compute");
}

/** How an operation is read. @throws FailureError model-unsupported for one that Quorum does not compute */
export function readerOf(node: GraphNode): OpReader {
  const reader = Object.hasOwn(readers, node.op) ? readers[node.op] : undefined;
  if (reader === undefined) throw refusal(node);
  return reader;
}
