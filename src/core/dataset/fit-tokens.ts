import type { TextFit } from "./pairing.ts";

/**
 * A sequence of token numbers at the target's length. Zeros at its ends are padding and do not count; what is too long
 * is cut at the start ("before") or the end, what is too short gets zeros there (as keras's pad_sequences does).
 */
export function fitTokens(tokens: ArrayLike<number>, { pad, cut }: TextFit, target: Float32Array): void {
  let [first, last] = [0, tokens.length];
  while (first < last && tokens[first] === 0) first++;
  while (last > first && tokens[last - 1] === 0) last--;
  const length = Math.min(last - first, target.length);
  if (cut === "before") first = last - length;
  target.fill(0);
  const start = pad === "before" ? target.length - length : 0;
  for (let i = 0; i < length; i++) target[start + i] = tokens[first + i];
}
