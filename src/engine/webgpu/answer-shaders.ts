import type { OutputKind } from "../../core/game/evaluator.ts";
import { likelihoodFloor, type MeanPayoff } from "../../core/game/per-example-payoff.ts";
import { groupSize, type Shader, shaderOf } from "./shader.ts";

/** Channels-last numbers [examples, places, channels] as a store. */
export function spreadShader(): Shader {
  const body = `
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.x;
  let c = id.y;
  if (i >= s.columns) { return; }
  let p = i / s.quads;
  let e = (i % s.quads) * 4u;
  var found = vec4<f32>(0.0);
  for (var k = 0u; k < 4u; k++) {
    if (e + k < s.examples) { found[k] = w[((e + k) * s.places + p) * s.channels + c]; }
  }
  y[c * s.places * s.quads + i] = found;
}`;
  return shaderOf(["weights", "y"], body);
}

/** The output store as the network gives it, [coalition][example][class], as bits. */
export function outputsShader(): Shader {
  const body = `
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = id.x;
  let row = id.z;
  if (i >= s.columns) { return; }
  let e = i % s.examples;
  let k = i / s.examples;
  let value = x[row * s.xRow + k * s.quads + e / 4u][e % 4u];
  answers[(row * s.examples + e) * s.outputs + k] = bitcast<u32>(value);
}`;
  return shaderOf(["x", "answers"], body);
}

/** What four examples give, a vec4 \`found\` of the outputs from \`start\` on and the labels \`label\`; see \`perExamplePayoffsOf\`. */
function payoffOf(kind: OutputKind, payoff: MeanPayoff): string {
  const at = (k: string) => `x[start + ${k} * s.quads]`;
  if (payoff === "accuracy" || payoff === "agreement") {
    const votes =
      kind === "binary"
        ? `let votes = select(vec4<u32>(0u), vec4<u32>(1u), ${at("0u")} > vec4<f32>(0.5));`
        : `var best = ${at("0u")};
  var votes = vec4<u32>(0u);
  for (var k = 1u; k < s.outputs; k++) {
    let value = ${at("k")};
    let better = value > best;
    best = select(best, value, better);
    votes = select(votes, vec4<u32>(k), better);
  }`;
    return `${votes}
  let found = select(vec4<f32>(0.0), vec4<f32>(1.0), votes == label);`;
  }
  const probability = {
    probabilities: "let p = own;",
    "log-probabilities": "let p = exp(own);",
    binary: `let p = select(1.0 - ${at("0u")}, ${at("0u")}, label == vec4<u32>(1u));`,
    logits: `var largest = ${at("0u")};
  for (var k = 1u; k < s.outputs; k++) { largest = max(largest, ${at("k")}); }
  var sum = vec4<f32>(0.0);
  for (var k = 0u; k < s.outputs; k++) { sum += exp(${at("k")} - largest); }
  let p = exp(own - largest) / sum;`,
  }[kind];
  return `var own = vec4<f32>(0.0);
  for (var k = 0u; k < s.outputs; k++) {
    own = select(own, ${at("k")}, label == vec4<u32>(k));
  }
  ${probability}
  let found = ${payoff === "log-likelihood" ? `log(max(p, vec4<f32>(${likelihoodFloor})))` : "p"};`;
}

/** Labels stand four to a quad. */
const labelOf = (q: string) =>
  `let label = vec4<u32>(labels[4u * ${q}], labels[4u * ${q} + 1u], labels[4u * ${q} + 2u], labels[4u * ${q} + 3u]);`;

/** What each example gives: a byte for right or wrong, four to a number; else a number each. [coalition][example] */
export function eachShader(kind: OutputKind, payoff: MeanPayoff): Shader {
  const counts = payoff === "accuracy" || payoff === "agreement";
  const body = `
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let q = id.x;
  let row = id.z;
  if (q >= s.columns) { return; }
  let start = row * s.xRow + q;
  ${labelOf("q")}
  ${payoffOf(kind, payoff)}
  ${
    counts
      ? `let bytes = vec4<u32>(found);
  answers[row * s.quads + q] = bytes.x | (bytes.y << 8u) | (bytes.z << 16u) | (bytes.w << 24u);`
      : "for (var k = 0u; k < 4u; k++) { answers[4u * (row * s.quads + q) + k] = bitcast<u32>(found[k]); }"
  }
}`;
  return shaderOf(["x", "labels", "answers"], body);
}

/** The sum over the examples of what each gives, one number a coalition: a workgroup each. */
export function sumsShader(kind: OutputKind, payoff: MeanPayoff): Shader {
  const body = `
var<workgroup> part: array<f32, ${groupSize}>;
@compute @workgroup_size(${groupSize})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) place: u32) {
  let row = group.z;
  var total = 0.0;
  for (var q = place; q < s.columns; q += ${groupSize}u) {
    let start = row * s.xRow + q;
    ${labelOf("q")}
    ${payoffOf(kind, payoff)}
    for (var k = 0u; k < 4u; k++) {
      if (4u * q + k < s.examples) { total += found[k]; }
    }
  }
  part[place] = total;
  for (var half = ${groupSize / 2}u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (place < half) { part[place] += part[place + half]; }
  }
  if (place == 0u) { answers[row] = bitcast<u32>(part[0]); }
}`;
  return shaderOf(["x", "labels", "answers"], body);
}
