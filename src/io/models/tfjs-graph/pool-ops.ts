import type { Layer } from "../../../core/model/model.ts";
import { paddingAttribute, planeAttribute, spatialAxes } from "./conv-ops.ts";
import { axisOf } from "./fold-rearrange.ts";
import { flagAttribute, numberAttribute } from "./node-attributes.ts";
import { unsupportedNode } from "./node-failure.ts";
import {
  addPointwise,
  keepHome,
  layerInput,
  type OpContext,
  type OpReader,
  plainValue,
  refuseChannelsFirst,
  weightInput,
  wholeInput,
} from "./op-context.ts";

const readPool: OpReader = (context) => {
  const { node } = context;
  refuseChannelsFirst(context);
  const size = planeAttribute(context, "ksize");
  const strides = planeAttribute(context, "strides");
  const padding = paddingAttribute(context);
  const isOne = (axis: number): boolean => size[axis] === 1 && strides[axis] === 1;
  const { value, axes } = spatialAxes(context, layerInput(context, 0), isOne);
  if (value.dilation !== undefined) throw unsupportedNode(node, "stands between SpaceToBatchND and BatchToSpaceND");
  const own = (numbers: readonly number[]): readonly number[] => axes.map((axis) => numbers[axis] ?? 1);
  return addPointwise(context, value, {
    id: node.name,
    kind: "pool",
    inputs: [value.layer],
    operation: node.op === "MaxPool" ? "max" : "average",
    size: own(size),
    strides: own(strides),
    padding: typeof padding === "string" ? padding : axes.map((axis) => padding[axis] ?? [0, 0]),
  });
};

/** A window as large as the axes that are pooled over, and 1 elsewhere; dropped axes fall away in a reshape. */
function poolSome(context: OpContext, over: ReadonlySet<number>, keep: boolean): ReturnType<OpReader> {
  const { build, node } = context;
  const value = plainValue(context, layerInput(context, 0));
  const shape = build.shapeOf(value.layer);
  if (shape.length > 3) throw unsupportedNode(node, "pools over some of three axes");
  const size = shape.slice(0, -1).map((length, axis) => (over.has(axis) ? length : 1));
  const layer: Layer = {
    id: keep ? node.name : `${node.name}/pool`,
    kind: "pool",
    inputs: [value.layer],
    operation: node.op === "Max" ? "max" : "average",
    size,
    strides: size.map(() => 1),
    padding: "valid",
  };
  const pooled = build.add(node, layer);
  if (keep) return pooled;
  const left = shape.slice(0, -1).filter((_, axis) => !over.has(axis));
  return build.add(node, { id: node.name, kind: "reshape", inputs: [pooled.layer], shape: [...left, -1] });
}

/** The mean, sum or maximum over places. */
const readReduction: OpReader = (context) => {
  const { build, node } = context;
  const value = layerInput(context, 0);
  const seen = build.seen(value);
  const axes = wholeInput(context, 1).map((axis) => axisOf(node, axis, seen.length + 1) - 1);
  const keep = flagAttribute(node, "keep_dims");
  if (axes.includes(-1)) throw unsupportedNode(node, "combines the examples");
  if (axes.includes(seen.length - 1)) throw unsupportedNode(node, "combines the channels of each place");
  const over = new Set(axes);
  if (over.size < seen.length - 1) {
    if (node.op === "Sum") throw unsupportedNode(node, "sums over some of the places");
    return poolSome(context, over, keep);
  }
  const on = plainValue(context, value);
  const pool: Layer = {
    id: node.op === "Sum" ? `${node.name}/mean` : node.name,
    kind: "global-pool",
    inputs: [on.layer],
    operation: node.op === "Max" ? "max" : "average",
    keepAxes: keep,
  };
  const pooled = build.add(node, pool);
  if (node.op !== "Sum") return pooled;
  const scale = seen.slice(0, -1).reduce((product, length) => product * length, 1);
  return build.add(node, { id: node.name, kind: "rescaling", inputs: [pooled.layer], scale, offset: 0 });
};

const normWeights = ["gamma", "beta", "mean", "variance"] as const;

/** With the moving statistics, as tfjs runs it whatever `is_training` says. */
const readBatchNorm: OpReader = (context) => {
  const { node } = context;
  refuseChannelsFirst(context);
  const value = layerInput(context, 0);
  const [gamma, beta, mean, variance] = normWeights.map((_, index) => weightInput(context, index + 1, [0]));
  if (gamma === undefined || beta === undefined || mean === undefined || variance === undefined) return [];
  const made = addPointwise(context, value, {
    id: node.name,
    kind: "batch-norm",
    inputs: [value.layer],
    // tfjs-converter's default
    epsilon: numberAttribute(node, "epsilon", 0.001),
    weights: { gamma, beta, mean, variance },
  });
  normWeights.forEach((weight, index) => {
    keepHome(context, index + 1, { layer: made.layer, weight, axes: [0] });
  });
  return made;
};

/** Pooling and normalisation. */
export const poolOps: Readonly<Record<string, OpReader>> = {
  MaxPool: readPool,
  AvgPool: readPool,
  Mean: readReduction,
  Max: readReduction,
  Sum: readReduction,
  FusedBatchNorm: readBatchNorm,
  FusedBatchNormV2: readBatchNorm,
  FusedBatchNormV3: readBatchNorm,
};
