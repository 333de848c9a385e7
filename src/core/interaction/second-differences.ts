/** Below this many rounds no standard error is claimed. */
const roundsForErrors = 10;

/** Running means and spreads of every pair's second difference, a round of toggled coalitions at a time. */
export class SecondDifferences {
  private readonly units: Int32Array;
  private readonly pairs: readonly (readonly [number, number])[];
  private readonly placeOf: ReadonlyMap<number, number>;
  private readonly mean: Float64Array;
  private readonly squares: Float64Array;
  private rounds = 0;

  constructor(units: Int32Array, pairs: readonly (readonly [number, number])[]) {
    this.units = Int32Array.from(units);
    this.pairs = pairs;
    this.placeOf = new Map(Array.from(this.units, (unit, k) => [unit, k]));
    this.mean = new Float64Array(pairs.length);
    this.squares = new Float64Array(pairs.length);
  }

  /**
   * @param drawn the round's coalition
   * @param values its value, those with each unit toggled, those with each pair toggled
   */
  add(drawn: Uint8Array, values: Float64Array): void {
    this.rounds++;
    const m = this.units.length;
    this.pairs.forEach(([i, j], pair) => {
      const single = values[1 + this.placeOf.get(i)!] + values[1 + this.placeOf.get(j)!];
      // the corners with both or neither count plus, those with one of the two minus
      const sign = drawn[i] === drawn[j] ? 1 : -1;
      const difference = sign * (values[0] - single + values[1 + m + pair]);
      const before = difference - this.mean[pair];
      this.mean[pair] += before / this.rounds;
      this.squares[pair] += before * (difference - this.mean[pair]);
    });
  }

  /** Means, their standard errors and degrees of freedom, in arrays of their own. */
  estimate(): { interaction: Float64Array; standardError: Float64Array; degreesOfFreedom: number } {
    const { rounds } = this;
    const freedom = Math.max(0, rounds - 1);
    return {
      interaction: rounds > 0 ? this.mean.slice() : this.mean.map(() => Number.NaN),
      standardError: this.squares.map((sum) =>
        rounds < roundsForErrors ? Number.NaN : Math.sqrt(sum / freedom / rounds),
      ),
      degreesOfFreedom: freedom,
    };
  }
}
