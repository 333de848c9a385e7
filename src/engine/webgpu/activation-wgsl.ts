import type { Activation } from "../../core/model/model.ts";

const number = (value: number): string => `vec4<f32>(${Number.isInteger(value) ? value.toFixed(1) : value})`;

const sigmoid = "fn sigmoid(v: vec4<f32>) -> vec4<f32> { return 1.0 / (1.0 + exp(-v)); }";
const softplus = "fn softplus(v: vec4<f32>) -> vec4<f32> { return max(v, vec4<f32>(0.0)) + log(1.0 + exp(-abs(v))); }";
// some drivers compute tanh from exponentials that overflow
const safeTanh = "fn safeTanh(v: vec4<f32>) -> vec4<f32> { return tanh(clamp(v, vec4<f32>(-15.0), vec4<f32>(15.0))); }";
/** Abramowitz, Stegun 7.1.26, to 1.5e-7. */
const erf = `fn erf(v: vec4<f32>) -> vec4<f32> {
  let a = abs(v);
  let t = 1.0 / (1.0 + 0.3275911 * a);
  let series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(v) * (1.0 - series * exp(-a * a));
}`;

/** An elementwise activation as WGSL: functions that it needs, and an expression of `v`. See `activationValue`. */
export function activationWgsl({ name, alpha, beta }: Activation): { functions: string; expression: string } {
  const zero = number(0);
  const one = number(1);
  const positive = (below: string) => `select(${below}, v, v >= ${zero})`;
  const of = (expression: string, functions = "") => ({ functions, expression });
  switch (name) {
    case "linear":
      return of("v");
    case "relu":
      return of(`max(v, ${zero})`);
    case "relu6":
      return of(`clamp(v, ${zero}, ${number(6)})`);
    case "leaky-relu":
      return of(positive(`${number(alpha ?? 0.3)} * v`));
    case "elu":
      return of(positive(`${number(alpha ?? 1)} * (exp(min(v, ${zero})) - 1.0)`));
    case "selu":
      return of(`1.0507009873554805 * (${positive(`1.6732632423543772 * (exp(min(v, ${zero})) - 1.0)`)})`);
    case "celu":
      return of(positive(`${number(alpha ?? 1)} * (exp(min(v, ${zero}) / ${number(alpha ?? 1)}) - 1.0)`));
    case "gelu":
      return of("0.5 * v * (1.0 + erf(v * 0.7071067811865476))", erf);
    case "gelu-tanh":
      return of("0.5 * v * (1.0 + safeTanh(0.7978845608028654 * (v + 0.044715 * v * v * v)))", safeTanh);
    case "silu":
      return of("v * sigmoid(v)", sigmoid);
    case "tanh":
      return of("safeTanh(v)", safeTanh);
    case "sigmoid":
      return of("sigmoid(v)", sigmoid);
    case "hard-sigmoid":
      return of(`clamp(${number(alpha ?? 0.2)} * v + ${number(beta ?? 0.5)}, ${zero}, ${one})`);
    case "hard-silu":
      return of(`v * clamp(${number(alpha ?? 1 / 6)} * v + ${number(beta ?? 0.5)}, ${zero}, ${one})`);
    case "mish":
      return of("v * safeTanh(softplus(v))", `${safeTanh}\n${softplus}`);
    case "exponential":
      return of("exp(v)");
    case "log-sigmoid":
      return of("-softplus(-v)", softplus);
    case "thresholded-relu":
      return of(`select(v, ${zero}, v <= ${number(alpha ?? 1)})`);
    case "clip":
      return of(`clamp(v, ${number(alpha ?? 0)}, ${number(beta ?? 1)})`);
    case "softplus":
      return of("softplus(v)", softplus);
    case "softsign":
      return of("v / (1.0 + abs(v))");
    default:
      throw new Error(`${name} is no activation of single numbers`);
  }
}
