import { factorCholesky, solveCholesky } from "../stats/cholesky.ts";

/** Coalitions and what every example gave for each. */
export interface ExamplePayoffs {
  readonly players: number;
  readonly rows: number;
  /** rows x players. */
  readonly members: Uint8Array;
  readonly examples: number;
  /** rows x examples: payoffs whose mean over the examples is the coalition's worth. */
  readonly perExample: ArrayLike<number>;
}

/** Examples whose least squares are solved at a time: bounds the memory. */
const atOnce = 64;

/** Steps that `exampleNoise` takes. */
export const exampleNoiseSteps = (examples: number): number => Math.ceil(examples / atOnce);

/**
 * The second noise of METHOD section 4: the standard error of each player's least-squares power that comes from the
 * choice of the calibration examples, the coalitions given. The regression is linear in the payoffs, so the power is
 * the mean over examples of the power on each example alone; resampling examples resamples a mean, and the bootstrap's
 * standard error has a closed form (the infinitesimal jackknife, exact here): the standard deviation over examples,
 * divided by the root of their number. A generator of bounded steps; the noise of the coalitions is not in it.
 * @returns NaN where the coalitions do not tell the players apart, or there is one example only
 */
export function* exampleNoise(payoffs: ExamplePayoffs): Generator<void, Float64Array> {
  const { players: n, rows, members, examples, perExample } = payoffs;
  const none = () => new Float64Array(n).fill(Number.NaN);
  if (rows <= n || examples < 2) return none();
  const centre = new Float64Array(n);
  const gram = new Float64Array(n * n);
  const present: Int32Array[] = [];
  for (let row = 0; row < rows; row++) {
    const z = members.subarray(row * n, (row + 1) * n);
    const here = Int32Array.from(z.keys()).filter((i) => z[i] === 1);
    present.push(here);
    for (let a = 0; a < here.length; a++) for (let b = 0; b <= a; b++) gram[here[a] * n + here[b]]++;
  }
  for (let i = 0; i < n; i++) centre[i] = gram[i * n + i] / rows;
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) gram[i * n + j] -= rows * centre[i] * centre[j];
  if (!factorCholesky(gram, n)) return none();

  const mean = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let start = 0; start < examples; start += atOnce) {
    const end = Math.min(examples, start + atOnce);
    const width = end - start;
    // moments of (z - centre) with each example's payoffs: over members first, the centre taken off after
    const moments = new Float64Array(n * width);
    const sums = new Float64Array(width);
    for (let row = 0; row < rows; row++) {
      const offset = row * examples + start;
      for (let x = 0; x < width; x++) sums[x] += perExample[offset + x];
      for (const i of present[row]) for (let x = 0; x < width; x++) moments[i * width + x] += perExample[offset + x];
    }
    for (let x = 0; x < width; x++) {
      const power = solveCholesky(
        gram,
        n,
        Float64Array.from({ length: n }, (_, i) => moments[i * width + x] - centre[i] * sums[x]),
      );
      const count = start + x + 1;
      for (let i = 0; i < n; i++) {
        const before = power[i] - mean[i];
        mean[i] += before / count;
        squares[i] += before * (power[i] - mean[i]);
      }
    }
    yield;
  }
  return squares.map((sum) => Math.sqrt(sum / (examples - 1) / examples));
}

/** The same at once, for whoever can wait. */
export function exampleStandardError(payoffs: ExamplePayoffs): Float64Array {
  const steps = exampleNoise(payoffs);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
