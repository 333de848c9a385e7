import type { RandomSource } from "../random/random-source.ts";
import { subsetDrawer } from "../random/random-subset.ts";
import { efficientAnswers } from "./efficient-answers.ts";
import { EfficientRows } from "./efficient-rows.ts";
import type { Estimator } from "./estimator.ts";
import { leverageSizes } from "./leverage-sizes.ts";
import { refuseAllButShapley } from "./shapley-only.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

export interface LeverageOptions {
  /** Fraction of the mean diagonal; 0 for none, absent for 0.1 below 10N evaluations and 1e-3 from there on. */
  readonly ridge?: number;
  /** Columns for how a player's contribution bends with the size; absent for yes up to 1,000 players. */
  readonly bent?: boolean;
}

/** Above this many players a second column each would take too long to solve for. */
const bentPlayers = 1000;

/** Sine columns that sizes 1..N-1 can tell apart, three at most. */
const wavesFor = (players: number) => Math.min(3, Math.floor((players - 1) / 2));

/** The order of evaluations: the empty coalition, the grand one, then each coalition and its complement. */
function sampling(players: number, pairs: number, random: RandomSource, options: LeverageOptions): Sampling {
  const rows = new EfficientRows(players, wavesFor(players), options.bent ?? players <= bentPlayers);
  const answers = efficientAnswers(rows, options.ridge);
  const size = pairs > 0 ? leverageSizes(players, pairs, random) : () => 0;
  const draw = subsetDrawer(players, random);
  const drawn = new Uint8Array(players);
  let drawnTo = 0;
  let taken = 0;
  let empty = 0;
  let gain = 0;
  let held = 0;

  return {
    total: 2 + 2 * pairs,
    draw(row) {
      const at = drawnTo++;
      if (at === 0) return;
      if (at === 1) row.fill(1);
      else if (at % 2 === 1) for (let i = 0; i < players; i++) row[i] = 1 - drawn[i];
      else {
        draw(row, size(at / 2 - 1));
        drawn.set(row);
      }
    },
    take(row, value) {
      const at = taken++;
      if (at === 0) empty = value;
      else if (at === 1) gain = value - empty;
      else if (at % 2 === 0) held = value;
      else {
        // the row is the complement, whose columns are those of the coalition negated
        const s = row.reduce((sum, member) => sum + member, 0);
        const response = (value - held) / 2 - gain * (s / players - 0.5);
        rows.add(row, response, 1 / (s * (players - s)));
      }
    },
    answer: (last) => answers(gain, taken, last),
  };
}

/**
 * Shapley by paired leverage sampling with size columns (METHOD section 4; after Musco and Witter 2025): sizes
 * stratified over 1..N-1, a uniformly random coalition of each and its complement; regression of
 * (v(S) - v(S^c))/2 - (v(N) - v(empty))(s/N - 1/2) on z - s/N and sin(2 pi j s/N), j = 1..3, with weights 1/(s(N - s)).
 * The sines take up the dependence on size and carry no Shapley value. Ours, beyond METHOD: columns (z - s/N) q(s/N), q a
 * parabola of mean zero over the sizes, with a ridge that falls with the rows; they take up how a player's own contribution
 * depends on the size, and carry no Shapley value either (on LeNet-5 a quarter less squared error at 10N). The power adds up to v(N) - v(empty) exactly.
 * Standard errors are HC2 with a pair as a cluster, from 10N evaluations on (see `efficientAnswers`). Consistent.
 * Costs 2 evaluations and 2 a pair; an odd one is not spent.
 * Errors: settings-invalid for other indices and for a budget below 4.
 */
export function pairedLeverageWith(options: LeverageOptions): Estimator<SamplingCheckpoint> {
  return {
    name: "paired leverage sampling",
    supports: (index) => index.kind === "shapley",
    async *estimate(game, index, budget, random, from) {
      refuseAllButShapley(index, "paired leverage sampling");
      const n = game.players;
      checkBudget(game, budget, n === 1 ? 2 : 4, "paired leverage sampling");
      const pairs = n === 1 ? 0 : Math.floor((budget.evaluations - 2) / 2);
      return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
        sampling(n, pairs, source, options),
      );
    },
  };
}

/** The default for Shapley: `pairedLeverageWith` its defaults. */
export const pairedLeverage: Estimator<SamplingCheckpoint> = pairedLeverageWith({});
