import { magnitudes } from "../../src/core/baseline/magnitude.ts";
import { withinLayer } from "../../src/core/baseline/within-layer.ts";
import type { Game } from "../../src/core/game/game.ts";
import { payoffGame } from "../../src/core/game/payoff-game.ts";
import { scoresOf } from "../../src/core/game/score.ts";
import { estimateAmong } from "../../src/core/prune/estimate-among.ts";
import { iteratedBuilding } from "../../src/core/prune/iterated-building.ts";
import { survivorBias } from "../../src/core/prune/iterated-pruning.ts";
import type { PruningTask } from "../../src/core/prune/pruning-task.ts";
import type { SelectionScope } from "../../src/core/prune/trail.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { maskedEvaluator } from "../../src/engine/masked-evaluator.ts";
import { recalibratedGame } from "../../src/engine/recalibrated-game.ts";
import { unitSlopes } from "../../src/engine/unit-slopes.ts";
import { cutInRounds, type Descent } from "./deep-cut.ts";
import type { DeepNetwork } from "./deep-network.ts";
import { foldsOf, powerFromSlopes } from "./deep-slopes.ts";

/** Share of the multiply-accumulates that is left, and rounds to get there. */
export const share = 0.5;
export const rounds = 6;

/** A selection and what it took: passes of single images, a backward pass counting as two. */
export interface Found {
  readonly selection: Uint8Array;
  readonly evaluations: number;
  readonly imagePasses: number;
  readonly seconds: number;
}

const log = (...words: unknown[]) => console.log(new Date().toISOString().slice(11, 19), ...words);

async function timed<T extends object>(find: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const start = performance.now();
  const found = await find();
  return { ...found, seconds: (performance.now() - start) / 1000 };
}

export interface BySlopes {
  /** One survivor in so many is absent from each coalition. */
  readonly folds: number;
  readonly repeats: number;
  /** Images a coalition; each repeat takes the next ones of the calibration images. */
  readonly images: number;
  readonly seed: number;
  readonly scope: SelectionScope;
}

/** Iterated Pruning by slopes: the power of the survivors from backward passes through the recalibrated game. */
export function prunedBySlopes(
  deep: DeepNetwork,
  { folds, repeats, images, seed, scope }: BySlopes,
): Promise<Found & Descent> {
  return timed(async () => {
    const game = recalibratedGame(deep.model, deep.graph, deep.players, deep.inputsOf);
    const descent = await cutInRounds(deep, { rounds, share, scope }, async (survivors, round) => {
      const random = seededRandom(`${seed}`, `slopes ${round}`);
      const power = new Float64Array(deep.players.count);
      for (let repeat = 0; repeat < repeats; repeat++) {
        const batch = foldsOf(survivors, folds, random);
        const from = (repeat * images) % deep.calibration.length;
        const rows = deep.calibration.slice(from, from + images);
        const slopes = await game.gradients(batch, rows, deep.labelsOf(rows));
        powerFromSlopes(batch, slopes, survivors).forEach((value, player) => {
          power[player] = (power[player] ?? 0) + value / repeats;
        });
      }
      log(
        "slopes, round",
        round,
        "survivors",
        survivors.reduce((sum, one) => sum + one, 0),
      );
      return power;
    });
    game.dispose();
    const evaluations = 3 * rounds * folds * repeats;
    return { ...descent, evaluations, imagePasses: evaluations * images };
  });
}

export interface Sampling {
  /** Whether every coalition's batch-norms are recalibrated. */
  readonly recalibrated: boolean;
  readonly payoff: "accuracy" | "log-likelihood";
  readonly roundEvaluations: number;
  readonly images: number;
  readonly seed: number;
  readonly scope: SelectionScope;
}

function gameOf(deep: DeepNetwork, { recalibrated, payoff, images }: Sampling): { game: Game; dispose(): void } {
  const make = recalibrated ? recalibratedGame : maskedEvaluator;
  const evaluator = make(deep.model, deep.graph, deep.players, deep.inputsOf);
  const rows = deep.calibration.slice(0, images);
  return { game: payoffGame(evaluator, rows, deep.labelsOf(rows), payoff), dispose: () => evaluator.dispose() };
}

const settingsOf = ({ roundEvaluations }: Sampling, most: number) => ({
  strategy: "iterated-pruning" as const,
  target: 1,
  goal: { kind: "macs" as const, most },
  stepUnits: 1,
  index: { kind: "biased-banzhaf" as const, bias: 0.72 },
  roundEvaluations,
  stepEvaluations: 25,
});

/** Iterated Pruning as the paper has it: the power of the survivors by least squares over sampled coalitions. */
export function prunedBySamples(deep: DeepNetwork, sampling: Sampling): Promise<Found> {
  return timed(async () => {
    const { game, dispose } = gameOf(deep, sampling);
    const { players } = deep;
    const none = new Uint8Array(players.count);
    const { selection } = await cutInRounds(
      deep,
      { rounds, share, scope: sampling.scope },
      async (survivors, round) => {
        const playing = Int32Array.from(survivors.keys()).filter((player) => survivors[player]);
        const index = { kind: "biased-banzhaf" as const, bias: survivorBias };
        const random = seededRandom(`${sampling.seed}`, `round ${round}`);
        const task = { game, players, settings: settingsOf(sampling, 0) };
        const estimates = estimateAmong(task, none, playing, index, random);
        let next = await estimates.next();
        while (!next.done) next = await estimates.next();
        log("samples, round", round, "survivors", playing.length);
        return next.value.power;
      },
    );
    dispose();
    const evaluations = rounds * sampling.roundEvaluations;
    return { selection, evaluations, imagePasses: evaluations * sampling.images };
  });
}

/** Iterated Building, to the multiply-accumulates, in at most six rounds. */
export function built(deep: DeepNetwork, sampling: Sampling, stepUnits: number): Promise<Found> {
  return timed(async () => {
    const { game, dispose } = gameOf(deep, sampling);
    const { players } = deep;
    const whole = deep.macsOf(new Uint8Array(players.count).fill(1));
    const task: PruningTask = {
      game,
      players,
      // nothing is chosen by the points on the way, so none is measured
      measure: async (batch) =>
        scoresOf(
          { rows: batch.rows, examples: 1, width: 2, kind: "logits", values: new Float32Array(2 * batch.rows) },
          { kind: "classes", labels: Int32Array.of(0) },
        ),
      random: seededRandom(`${sampling.seed}`, "building"),
      cost: (selection) => ({ parameters: 0, macs: deep.macsOf(selection), bytes: 0 }),
      settings: {
        ...settingsOf(sampling, Math.floor(share * whole)),
        strategy: "iterated-building",
        stepUnits,
        scope: sampling.scope,
      },
    };
    const run = iteratedBuilding(task);
    let next = await run.next();
    for (let shown = -1; !next.done; next = await run.next()) {
      const { points } = next.value.answer;
      if (points.length !== shown) log("building, points", points.length, "of", points.at(-1)?.size ?? 0, "units");
      shown = points.length;
    }
    dispose();
    const { selection, evaluations } = next.value;
    return { selection, evaluations, imagePasses: evaluations * sampling.images };
  });
}

/** The classical rankings, each group's divided by its norm where they are to be compared across groups. */
export async function baselineRankings(deep: DeepNetwork): Promise<Record<"magnitude" | "taylor", Float64Array>> {
  const { model, graph, players, inputsOf, calibration } = deep;
  const slopes = unitSlopes(model, graph, players, inputsOf, calibration, deep.labelsOf(calibration));
  let next = await slopes.next();
  while (!next.done) next = await slopes.next();
  return {
    magnitude: withinLayer(magnitudes(model, graph, players, "l1"), players),
    taylor: next.value.taylor,
  };
}
