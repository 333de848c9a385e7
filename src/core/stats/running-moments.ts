/**
 * Mean and variance of a stream in one pass, without cancellation (Welford 1962; merging after Chan, Golub, LeVeque 1979).
 */
export class RunningMoments {
  count = 0;
  mean = 0;
  /** Sum of squared deviations from the mean. */
  squares = 0;

  add(value: number): void {
    this.count++;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
  }

  /** Takes in another stream, as if its values had been added here. */
  merge(other: RunningMoments): void {
    const count = this.count + other.count;
    if (count === 0) return;
    const between = other.mean - this.mean;
    this.squares += other.squares + (between * between * this.count * other.count) / count;
    this.mean += (between * other.count) / count;
    this.count = count;
  }

  /** Unbiased variance (divided by count - 1); NaN below two values. */
  get variance(): number {
    return this.count < 2 ? Number.NaN : this.squares / (this.count - 1);
  }

  /** Standard error of the mean; NaN below two values. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.count);
  }
}
