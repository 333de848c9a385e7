import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import { fullVotes } from "../core/game/full-votes.ts";
import { type Payoff, payoffsOf } from "../core/game/payoff.ts";
import { isMeanPayoff, perExamplePayoffsOf } from "../core/game/per-example-payoff.ts";
import { scoresOf } from "../core/game/score.ts";
import type { Truth } from "../core/game/truth.ts";
import type { AfterRefit } from "../core/prune/after-refit.ts";
import { isWhole } from "../core/prune/selection.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { learningRows } from "../core/repair/learning-rows.ts";
import type { PruneSpec } from "./contract.ts";
import type { Journal } from "./journal.ts";
import { journalledEach, journalledExamples, journalledGame } from "./journalled-game.ts";
import { loaded, ready, type Workbench } from "./workbench.ts";

/** lambda as a share of the mean diagonal: what the lab's refit begins with. */
const penalty = 1e-3;

/** Rows of a batch by whether every group has a unit: what has none is no network and cannot be cut. */
function apart(batch: CoalitionBatch, whole: (selection: Uint8Array) => boolean) {
  const rowAt = (row: number) => batch.members.slice(row * batch.players, (row + 1) * batch.players);
  const rows = Array.from({ length: batch.rows }, (_, row) => row);
  const networks = rows.filter((row) => whole(rowAt(row)));
  const members = new Uint8Array(networks.length * batch.players);
  networks.forEach((row, at) => {
    members.set(rowAt(row), at * batch.players);
  });
  return { networks, batch: { players: batch.players, rows: networks.length, members } };
}

/**
 * What decides between refitted networks: where the payoff counts right votes, the log-likelihood of these votes. Refitted
 * networks err so seldom that counts tell them apart by a few examples only.
 */
function decidingPayoff(payoff: Payoff): Payoff {
  return payoff === "accuracy" || payoff === "agreement" ? "log-likelihood" : payoff;
}

/**
 * Networks that are refitted after the cut, on the examples that the settings let a refit learn from: calibration examples
 * first, none that validates or tests. What cannot be cut, since a group is without a unit, has no worth (NaN).
 * @returns what a strategy needs, and how to free it
 */
export async function afterRefitOf(
  bench: Workbench,
  { settings, payoff: wanted, seed }: PruneSpec,
  journal: Journal,
): Promise<{ readonly afterRefit: AfterRefit; readonly dispose: () => void }> {
  const { model, session } = ready(bench);
  const { dataset } = loaded(bench).dataset;
  const { calibration, validation } = session.split;
  const rows = learningRows(dataset, session.split, session.seed, settings.refitExamples ?? calibration.length);
  const payoff = decidingPayoff(wanted);
  const votes = wanted === "agreement" && session.measure === "accuracy";
  const truth: Truth = votes
    ? { kind: "classes", labels: await fullVotes(session.evaluator, rows) }
    : session.truthOf(rows);
  const networks = bench.parts.repair.refittedNetworks(
    model.model,
    model.graph,
    model.players,
    session.inputsOf,
    rows,
    penalty,
    seededRandom(seed, "after refit"),
  );
  const whole = (selection: Uint8Array) => isWhole(selection, model.players);
  const outputs = (batch: CoalitionBatch, of: ExampleSlice) => networks.outputs(batch, of);
  const each = async (batch: CoalitionBatch) => {
    const found = new Float64Array(batch.rows * rows.length).fill(Number.NaN);
    const cut = apart(batch, whole);
    if (cut.networks.length === 0 || truth.kind !== "classes" || !isMeanPayoff(payoff)) return found;
    const values = perExamplePayoffsOf(await outputs(cut.batch, rows), truth.labels, payoff);
    cut.networks.forEach((row, at) => {
      found.set(values.subarray(at * rows.length, (at + 1) * rows.length), row * rows.length);
    });
    return found;
  };
  const afterRefit: AfterRefit = {
    game: journalledGame(journal, "refitted payoff", {
      players: model.players.count,
      values: async (batch) => {
        const found = new Float64Array(batch.rows).fill(Number.NaN);
        const cut = apart(batch, whole);
        if (cut.networks.length === 0) return found;
        const values = payoffsOf(await outputs(cut.batch, rows), truth, payoff);
        cut.networks.forEach((row, at) => {
          found[row] = values[at] as number;
        });
        return found;
      },
    }),
    ...(truth.kind === "classes" && isMeanPayoff(payoff)
      ? { perExample: journalledExamples(journal, "refitted examples", rows.length, false, each) }
      : {}),
    measure: journalledEach(journal, "refitted validation", async (batch) =>
      scoresOf(await outputs(batch, validation), session.truthOf(validation)),
    ),
    price: Math.ceil(rows.length / calibration.length) + 1,
    sums: () => networks.sums(),
  };
  return { afterRefit, dispose: () => networks.dispose() };
}
