import type { Layer } from "../../../core/model/model.ts";
import type { Constant } from "./constant.ts";
import type { WeightForm } from "./graph-origin.ts";
import type { GraphValue, LayerValue } from "./graph-value.ts";
import { unsupportedNode } from "./node-failure.ts";
import { addPointwise, constantInput, keepHome, type OpContext, plainValue, weightInput } from "./op-context.ts";

/** What stands for "no bound" in a clip: the largest 32-bit float, as infinity does not travel in JSON. */
const unbounded = 3.4028234663852886e38;

/** One number for everything; a single number over a single channel counts as that channel's own. */
function scalarOf(constant: Constant, channels: number): number | null {
  const [only] = constant.values;
  if (constant.values.length !== 1 || only === undefined) return null;
  return constant.shape.length > 0 && channels === 1 ? null : only;
}

interface Aligned {
  readonly value: LayerValue;
  /** Our axis for each of the constant's. */
  readonly axes: readonly number[];
}

/** How a constant lies over the last axes of a value; axes of length 1 in front fall away. @throws FailureError */
export function alignConstant(context: OpContext, value: LayerValue, index: number): Aligned {
  const { shape } = constantInput(context, index);
  const first = shape.findIndex((axis) => axis !== 1);
  const skipped = first < 0 ? shape.length - 1 : first;
  const own = shape.length - skipped;
  const on = own > 1 && value.expanded !== undefined ? plainValue(context, value) : value;
  const seen = context.build.seen(on);
  const fits =
    shape.length <= seen.length + 1 &&
    own <= seen.length &&
    shape.slice(skipped).every((axis, i) => axis === 1 || axis === seen[seen.length - own + i]);
  if (!fits)
    throw unsupportedNode(
      context.node,
      `combines shape ${seen.join(" x ")} with a constant of shape ${shape.join(" x ")}, which is no part of it`,
    );
  return { value: on, axes: shape.map((_, i) => (i < skipped ? -1 : i - skipped)) };
}

function rescaled(context: OpContext, value: LayerValue, scale: number, offset: number, id: string): LayerValue {
  return addPointwise(context, value, { id, kind: "rescaling", inputs: [value.layer], scale, offset });
}

/** The layer with a bias or offset taken in, where it has a place for one. */
function takeIn(layer: Layer | undefined, offset: { shape: readonly number[]; values: Float32Array }): Layer | null {
  if (layer === undefined) return null;
  if (layer.kind === "affine" && layer.weights.offset === undefined)
    return { ...layer, weights: { ...layer.weights, offset } };
  if (layer.kind !== "dense" && layer.kind !== "conv" && layer.kind !== "depthwise-conv") return null;
  if (layer.activation.name !== "linear" || layer.weights.bias !== undefined || offset.shape.length !== 1) return null;
  return { ...layer, weights: { ...layer.weights, bias: offset } } as Layer;
}

/** value + constant (or minus). A bias goes into the layer that it belongs to. @throws FailureError */
export function addConstant(context: OpContext, value: LayerValue, index: number, form: WeightForm): LayerValue {
  const { build, node } = context;
  const channels = build.seen(value).at(-1) ?? 1;
  const scalar = scalarOf(constantInput(context, index), channels);
  if (scalar !== null) return rescaled(context, value, 1, form === "negated" ? -scalar : scalar, node.name);
  const { value: on, axes } = alignConstant(context, value, index);
  const offset = weightInput(context, index, axes, form);
  const layer = build.layer(on.layer);
  const covers = offset.shape.at(-1) === channels;
  const wider = on.layer === value.layer && build.soleUse(on) && covers ? takeIn(layer, offset) : null;
  if (wider !== null) {
    build.replace(wider);
    keepHome(context, index, { layer: wider.id, weight: wider.kind === "affine" ? "offset" : "bias", axes, form });
    return { ...on, nodes: [...on.nodes, node.name] };
  }
  const added = addPointwise(context, on, { id: node.name, kind: "affine", inputs: [on.layer], weights: { offset } });
  keepHome(context, index, { layer: added.layer, weight: "offset", axes, form });
  return added;
}

/** value * constant (or divided by it). @throws FailureError */
export function scaleByConstant(context: OpContext, value: LayerValue, index: number, form: WeightForm): LayerValue {
  const { build, node } = context;
  const scalar = scalarOf(constantInput(context, index), build.seen(value).at(-1) ?? 1);
  if (scalar !== null) return rescaled(context, value, form === "inverse" ? 1 / scalar : scalar, 0, node.name);
  const { value: on, axes } = alignConstant(context, value, index);
  const scale = weightInput(context, index, axes, form);
  const added = addPointwise(context, on, { id: node.name, kind: "affine", inputs: [on.layer], weights: { scale } });
  keepHome(context, index, { layer: added.layer, weight: "scale", axes, form });
  return added;
}

/** constant - value. @throws FailureError */
export function subtractFromConstant(context: OpContext, value: LayerValue, index: number): LayerValue {
  const { build, node } = context;
  const scalar = scalarOf(constantInput(context, index), build.seen(value).at(-1) ?? 1);
  if (scalar !== null) return rescaled(context, value, -1, scalar, node.name);
  const negated = rescaled(context, value, -1, 0, `${node.name}/negated`);
  return addConstant(context, negated, index, "same");
}

/** max(value, constant) or min(value, constant), for one number; a lower and an upper bound become one layer. @throws FailureError */
export function boundByConstant(context: OpContext, value: LayerValue, index: number): GraphValue {
  const { build, node } = context;
  const { values } = constantInput(context, index);
  const [bound] = values;
  if (values.length !== 1 || bound === undefined)
    throw unsupportedNode(node, "bounds each channel by a number of its own");
  const before = build.layer(value.layer);
  if (node.op === "Minimum" && before?.kind === "activation" && build.soleUse(value)) {
    const { name, alpha, beta } = before.activation;
    const lower = name === "relu" ? 0 : name === "clip" && beta === unbounded ? (alpha ?? 0) : null;
    if (lower !== null && lower <= bound) {
      const activation =
        lower === 0 && bound === 6
          ? ({ name: "relu6" } as const)
          : ({ name: "clip", alpha: lower, beta: bound } as const);
      build.replace({ ...before, activation });
      return { ...value, nodes: [...value.nodes, node.name] };
    }
  }
  const activation =
    node.op === "Minimum"
      ? ({ name: "clip", alpha: -unbounded, beta: bound } as const)
      : bound === 0
        ? ({ name: "relu" } as const)
        : ({ name: "clip", alpha: bound, beta: unbounded } as const);
  return addPointwise(context, value, { id: node.name, kind: "activation", inputs: [value.layer], activation });
}
