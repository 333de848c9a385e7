import { opening, type Shader, shaderOf } from "./shader.ts";

/** What one invocation of the linear shader computes, in registers. */
export interface LinearTile {
  /** Output channels. */
  readonly outputs: number;
  /** Quads of examples. */
  readonly quads: number;
}

const times = <T>(count: number, of: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => of(at));

/**
 * Masked dense layers and convolutions: y[o] = clamp(bias[o] + sum over the taps of a place and the present channels of
 * weight x). The mask is the list of present channels, so that absent ones are neither read nor computed, nor are outputs
 * that nobody reads; taps replace the unrolling of windows. Each output sums its taps in order, and the channels of a tap in
 * order, whoever else is computed with it: how coalitions and examples are cut into passes changes no number.
 * @param gains whether each present channel has a strength, listed behind the channels
 */
export function linearShader({ outputs, quads }: LinearTile, gains: boolean): Shader {
  const cells = (of: (o: number, q: number) => string) => times(outputs, (o) => times(quads, (q) => of(o, q))).flat();
  const body = `${opening(outputs)}
  let blocks = s.quads / ${quads}u;
  let e = (i % blocks) * ${quads}u;
  let p = i / blocks;
  let ins = list + s.inAt + 1u;
  let present = lists[list + s.inAt];
${times(outputs, (o) => `  let o${o} = lists[outs + min(slot + ${o}u, wanted - 1u)];`).join("\n")}
${cells((o, q) => `  var a${o}_${q} = vec4<f32>(w[s.biasAt + o${o}]);`).join("\n")}
  let channelStep = s.xPlaces * s.quads;
  let end = taps[p + 1u];
  for (var t = taps[p]; t < end; t++) {
    let tap = s.places + 1u + 2u * t;
    let start = row * s.xRow + taps[tap] * s.quads + e;
    let window = taps[tap + 1u] * s.channels;
    for (var n = 0u; n < present; n++) {
      let c = lists[ins + n];
      let at = start + c * channelStep;
      let weightAt = (window + c) * s.outputs;
${gains ? "      let gain = bitcast<f32>(lists[ins + s.channels + n]);" : ""}
${times(quads, (q) => `      let x${q} = x[at + ${q}u]${gains ? " * gain" : ""};`).join("\n")}
${times(
  outputs,
  (o) => `      let w${o} = w[weightAt + o${o}];
${times(quads, (q) => `      a${o}_${q} = fma(vec4<f32>(w${o}), x${q}, a${o}_${q});`).join("\n")}`,
).join("\n")}
    }
  }
  let into = row * s.yRow + p * s.quads + e;
  let step = s.places * s.quads;
${cells((o, q) => `  y[into + o${o} * step + ${q}u] = clamp(a${o}_${q}, vec4<f32>(s.low), vec4<f32>(s.high));`).join("\n")}
}`;
  return shaderOf(["x", "weights", "taps", "lists", "y"], body);
}

/**
 * The first masked layer from what each of its channels gives to it (METHOD section 5):
 * y = clamp(bias + sum over the present channels of z[channel]).
 */
export function sumShader(gains: boolean): Shader {
  const body = `${opening()}
  let o = lists[outs + slot];
  let ins = list + s.inAt + 1u;
  let present = lists[list + s.inAt];
  let size = s.places * s.quads;
  let at = o * size + i;
  var sum = vec4<f32>(w[s.biasAt + o]);
  for (var n = 0u; n < present; n++) {
    let c = lists[ins + n];
    sum += z[c * s.outputs * size + at]${gains ? " * bitcast<f32>(lists[ins + s.channels + n])" : ""};
  }
  y[row * s.yRow + at] = clamp(sum, vec4<f32>(s.low), vec4<f32>(s.high));
}`;
  return shaderOf(["weights", "lists", "y", "z"], body);
}
