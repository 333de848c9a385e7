/** One least-squares problem in which features are to be chosen block by block. Row-major; consumed by the selection. */
export interface BlockProblem {
  readonly features: number;
  readonly targets: number;
  /** Sum of h h' about the means, features x features. */
  readonly gram: Float64Array;
  /** Sum of h y' about the means, features x targets. */
  readonly cross: Float64Array;
  /** What a unit of explained square counts, a target each. */
  readonly weights: Float64Array;
  /** Features of each block; none where the block has none here. */
  readonly blocks: readonly Int32Array[];
}

/** Below this share of its diagonal a feature says nothing that the chosen ones do not say. */
const singular = 1e-7;

/** Takes what one feature explains out of everything else. */
function sweep({ features: n, targets: m, gram, cross }: BlockProblem, pivot: number, diagonal: number): void {
  const own = gram[pivot * n + pivot];
  if (!(own > singular * diagonal)) return;
  const row = gram.slice(pivot * n, (pivot + 1) * n);
  const target = cross.slice(pivot * m, (pivot + 1) * m);
  for (let i = 0; i < n; i++) {
    const share = row[i] / own;
    if (share === 0) continue;
    for (let j = 0; j < n; j++) gram[i * n + j] -= share * row[j];
    for (let t = 0; t < m; t++) cross[i * m + t] -= share * target[t];
  }
}

/** Weighted squares of the targets that a block would explain beyond what is explained already. */
function gainOf(
  { features: n, targets: m, gram, cross, weights }: BlockProblem,
  block: Int32Array,
  diagonals: Float64Array,
): number {
  const size = block.length;
  const own = new Float64Array(size * size);
  const left = new Float64Array(size * m);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) own[i * size + j] = gram[block[i] * n + block[j]];
    for (let t = 0; t < m; t++) left[i * m + t] = cross[block[i] * m + t];
  }
  let gain = 0;
  for (let p = 0; p < size; p++) {
    const pivot = own[p * size + p];
    if (!(pivot > singular * diagonals[block[p]])) continue;
    for (let t = 0; t < m; t++) gain += (weights[t] * left[p * m + t] ** 2) / pivot;
    for (let i = p + 1; i < size; i++) {
      const share = own[i * size + p] / pivot;
      for (let j = p + 1; j < size; j++) own[i * size + j] -= share * own[p * size + j];
      for (let t = 0; t < m; t++) left[i * m + t] -= share * left[p * m + t];
    }
  }
  return gain;
}

/**
 * Orders blocks of features by forward selection (orthogonal least squares: Chen, Billings, Luo 1989): each time the block
 * that explains most of the targets' weighted squares beyond those chosen before, summed over the problems.
 * @param candidates blocks to order
 * @param count how many are chosen one after the other; the others follow by what each would add then
 * @param first blocks taken before all others, in this order (features that are always there, locked units)
 * @returns the candidates, best first
 */
export function forwardSelection(
  problems: readonly BlockProblem[],
  candidates: readonly number[],
  count: number,
  first: readonly number[] = [],
): number[] {
  const diagonals = problems.map(({ features, gram }) =>
    Float64Array.from({ length: features }, (_, i) => gram[i * features + i]),
  );
  const take = (block: number) =>
    problems.forEach((problem, p) => {
      for (const feature of problem.blocks[block]) sweep(problem, feature, diagonals[p][feature]);
    });
  const gain = (block: number) =>
    problems.reduce((sum, problem, p) => sum + gainOf(problem, problem.blocks[block], diagonals[p]), 0);
  for (const block of first) take(block);
  const order: number[] = [];
  let left = [...candidates];
  while (left.length > 0 && order.length < count) {
    let [best, most] = [left[0], Number.NEGATIVE_INFINITY];
    for (const block of left) {
      const own = gain(block);
      if (own > most) [best, most] = [block, own];
    }
    order.push(best);
    left = left.filter((block) => block !== best);
    if (left.length > 0) take(best);
  }
  const gains = new Map(left.map((block) => [block, gain(block)]));
  return [...order, ...left.sort((a, b) => (gains.get(b) ?? 0) - (gains.get(a) ?? 0) || a - b)];
}
