/** Power divided by its sum, as the normalised Banzhaf index is quoted for voting games. NaN where the sum is 0. */
export function normalised(power: Float64Array): Float64Array {
  const total = power.reduce((sum, value) => sum + value, 0);
  return power.map((value) => value / total);
}
