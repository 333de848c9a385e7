/**
 * One side of a two-person zero-sum game learning a mixture of its choices by regret matching+ (Tammelin 2014): weights
 * in proportion to the accumulated regrets, which are cut at 0. `average`, weighted by the square of the round, goes to
 * an optimal mixture; no step size to choose.
 */
export class RegretMatching {
  /** Mixture to play next. */
  readonly mixture: Float64Array;
  private readonly regret: Float64Array;
  private readonly sums: Float64Array;
  private weight = 0;
  private round = 0;

  constructor(choices: number) {
    this.mixture = new Float64Array(choices).fill(1 / choices);
    this.regret = new Float64Array(choices);
    this.sums = new Float64Array(choices);
  }

  /** Takes in what each choice would have gained against the other side's mixture, and changes the own mixture. */
  learn(gains: Float64Array): void {
    const { mixture, regret, sums } = this;
    let played = 0;
    for (let k = 0; k < mixture.length; k++) played += gains[k] * mixture[k];
    let total = 0;
    for (let k = 0; k < mixture.length; k++) {
      regret[k] = Math.max(0, regret[k] + gains[k] - played);
      total += regret[k];
    }
    this.round++;
    const weight = this.round ** 2;
    this.weight += weight;
    for (let k = 0; k < mixture.length; k++) {
      mixture[k] = total > 0 ? regret[k] / total : 1 / mixture.length;
      sums[k] += weight * mixture[k];
    }
  }

  /** The average of the mixtures so far, as a new array; the even one before the first round. */
  average(): Float64Array {
    return this.weight === 0 ? this.mixture.slice() : this.sums.map((sum) => sum / this.weight);
  }
}
