/** Sizes after each round of `step` units on the way from one size to another, which the last round hits exactly. */
export function roundSizes(from: number, to: number, step: number): number[] {
  const rounds = Math.ceil(Math.abs(to - from) / step);
  const direction = Math.sign(to - from);
  return Array.from({ length: rounds }, (_, round) =>
    round === rounds - 1 ? to : from + direction * step * (round + 1),
  );
}
