import { opening, type Shader, shaderOf } from "./shader.ts";

const channel = `
  let c = lists[outs + slot];
  let size = s.places * s.quads;`;
const into = "row * s.yRow + c * size + i";

/** The greatest of a place's taps, or their sum times the factor of the place, which stand behind the taps. */
export function poolShader(mean: boolean): Shader {
  const body = `${opening()}${channel}
  let p = i / s.quads;
  let e = i % s.quads;
  let start = row * s.xRow + c * s.xPlaces * s.quads + e;
  let end = taps[p + 1u];
  var found = vec4<f32>(${mean ? "0.0" : "-3.4028234e38"});
  for (var t = taps[p]; t < end; t++) {
    let value = x[start + taps[s.places + 1u + 2u * t] * s.quads];
    found = ${mean ? "found + value" : "max(found, value)"};
  }
  y[${into}] = found${mean ? " * bitcast<f32>(taps[s.biasAt + p])" : ""};
}`;
  return shaderOf(["x", "taps", "lists", "y"], body);
}

/** y = clamp(x * scale + offset) by channel. */
export function affineShader(): Shader {
  const body = `${opening()}${channel}
  let value = x[row * s.xRow + c * size + i];
  let found = fma(value, vec4<f32>(w[2u * c]), vec4<f32>(w[2u * c + 1u]));
  y[${into}] = clamp(found, vec4<f32>(s.low), vec4<f32>(s.high));
}`;
  return shaderOf(["x", "weights", "lists", "y"], body);
}

/** y = x + z. */
export function addShader(): Shader {
  const body = `${opening()}${channel}
  y[${into}] = x[row * s.xRow + c * size + i] + z[row * s.zRow + c * size + i];
}`;
  return shaderOf(["x", "lists", "y", "z"], body);
}

/** y += x. */
export function addMoreShader(): Shader {
  const body = `${opening()}${channel}
  y[${into}] += x[row * s.xRow + c * size + i];
}`;
  return shaderOf(["x", "lists", "y"], body);
}

/** The channels of y that come from x: \`taps\` has, for each channel of y, 0 or one more than the channel of x. */
export function selectShader(): Shader {
  const body = `${opening()}${channel}
  let source = taps[c];
  if (source == 0u) { return; }
  y[${into}] = x[row * s.xRow + (source - 1u) * size + i];
}`;
  return shaderOf(["x", "taps", "lists", "y"], body);
}

/** Zero in the channels of y that come from nowhere. */
export function zeroShader(): Shader {
  const body = `${opening()}${channel}
  if (taps[c] == 0u) { y[${into}] = vec4<f32>(0.0); }
}`;
  return shaderOf(["taps", "lists", "y"], body);
}

/** Softmax or its logarithm over all channels, in place, shifted by the largest. */
export function softmaxShader(logarithm: boolean): Shader {
  const body = `${opening()}
  let size = s.places * s.quads;
  let start = row * s.yRow + i;
  var largest = y[start];
  for (var k = 1u; k < s.outputs; k++) { largest = max(largest, y[start + k * size]); }
  var sum = vec4<f32>(0.0);
  for (var k = 0u; k < s.outputs; k++) { sum += exp(y[start + k * size] - largest); }
  ${logarithm ? "let less = largest + log(sum);" : "let share = 1.0 / sum;"}
  for (var k = 0u; k < s.outputs; k++) {
    let value = y[start + k * size];
    y[start + k * size] = ${logarithm ? "value - less" : "exp(value - largest) * share"};
  }
}`;
  return shaderOf(["lists", "y"], body);
}

/** An activation of each number by itself, in place. @param expression of v, a vec4 */
export function activationShader(functions: string, expression: string): Shader {
  const body = `${functions}
${opening()}${channel}
  let v = y[${into}];
  y[${into}] = ${expression};
}`;
  return shaderOf(["lists", "y"], body);
}
