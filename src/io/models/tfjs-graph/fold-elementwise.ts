import { type Constant, type ConstantType, constantOf, sizeOf } from "./constant.ts";
import { type FoldBudget, spend } from "./fold-budget.ts";
import type { GraphNode } from "./graph-nodes.ts";
import { isWholeType, typeAttribute } from "./node-attributes.ts";
import { invalidNode } from "./node-failure.ts";

type Binary = (a: number, b: number) => number;
type Unary = (x: number) => number;

/** As tfjs computes them; a comparison gives 1 or 0. */
const binaries: Readonly<Record<string, Binary>> = {
  Add: (a, b) => a + b,
  AddV2: (a, b) => a + b,
  BiasAdd: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Div: (a, b) => a / b,
  DivNoNan: (a, b) => (b === 0 ? 0 : a / b),
  FloorDiv: (a, b) => Math.floor(a / b),
  FloorMod: (a, b) => a - b * Math.floor(a / b),
  Pow: (a, b) => a ** b,
  Maximum: (a, b) => (Number.isNaN(a + b) ? Number.NaN : Math.max(a, b)),
  Minimum: (a, b) => (Number.isNaN(a + b) ? Number.NaN : Math.min(a, b)),
  SquaredDifference: (a, b) => (a - b) ** 2,
};

const unaries: Readonly<Record<string, Unary>> = {
  Neg: (x) => -x,
  Abs: Math.abs,
  Rsqrt: (x) => 1 / Math.sqrt(x),
  Sqrt: Math.sqrt,
  Square: (x) => x * x,
  Exp: Math.exp,
  Log: Math.log,
  Reciprocal: (x) => 1 / x,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Tanh: Math.tanh,
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Relu: (x) => Math.max(0, x),
  Softplus: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))),
};

/** The shape that two shapes are repeated to, axis by axis from the last; null where they do not fit. */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[a.length - rank + axis] ?? 1;
    const y = b[b.length - rank + axis] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

/** The numbers of a constant repeated to a shape that it fits into. */
export function broadcastValues({ shape, values }: Constant, to: readonly number[]): Float64Array {
  const result = new Float64Array(sizeOf(to));
  const place = new Array<number>(to.length).fill(0);
  for (let i = 0; i < result.length; i++) {
    let index = 0;
    shape.forEach((length, axis) => {
      index = index * length + (length === 1 ? 0 : (place[to.length - shape.length + axis] ?? 0));
    });
    result[i] = values[index] ?? Number.NaN;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] ?? 0) + 1;
      if ((place[axis] ?? 0) < (to[axis] ?? 1)) break;
      place[axis] = 0;
    }
  }
  return result;
}

function binary(node: GraphNode, compute: Binary, a: Constant, b: Constant, budget: FoldBudget): Constant {
  const shape = broadcastShape(a.shape, b.shape);
  if (shape === null) throw invalidNode(node, `combines shapes ${a.shape.join(" x ")} and ${b.shape.join(" x ")}`);
  spend(node, budget, 2 * sizeOf(shape));
  const right = broadcastValues(b, shape);
  const type: ConstantType = a.type === "float32" || b.type === "float32" ? "float32" : "int32";
  const values = broadcastValues(a, shape).map((value, i) => compute(value, right[i] ?? Number.NaN));
  return constantOf(type, shape, type === "int32" ? values.map(Math.trunc) : values, a.runtime || b.runtime);
}

function cast(node: GraphNode, x: Constant): Constant {
  const to = typeAttribute(node, "DstT");
  if (to === "DT_BOOL")
    return constantOf(
      "bool",
      x.shape,
      x.values.map((value) => (value === 0 ? 0 : 1)),
      x.runtime,
    );
  return isWholeType(to)
    ? constantOf("int32", x.shape, x.values.map(Math.trunc), x.runtime)
    : constantOf("float32", x.shape, x.values, x.runtime);
}

/**
 * An operation on each number of constants.
 * @returns null where the operation is none of these
 * @throws FailureError model-invalid for shapes that do not fit, model-unsupported for a result too large
 */
export function foldElementwise(node: GraphNode, inputs: readonly Constant[], budget: FoldBudget): Constant | null {
  const [a, b] = inputs;
  if (a === undefined) return null;
  const two = Object.hasOwn(binaries, node.op) ? binaries[node.op] : undefined;
  if (two !== undefined && b !== undefined && inputs.length === 2) return binary(node, two, a, b, budget);
  spend(node, budget, a.values.length);
  const one = Object.hasOwn(unaries, node.op) ? unaries[node.op] : undefined;
  if (one !== undefined && inputs.length === 1) return constantOf(a.type, a.shape, a.values.map(one), a.runtime);
  return node.op === "Cast" && inputs.length === 1 ? cast(node, a) : null;
}
