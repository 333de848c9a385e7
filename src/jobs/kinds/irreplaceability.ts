import { emptyBatch, grandBatch } from "../../core/game/coalition-batch.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { sampledLeastCore } from "../../core/solution/sampled-least-core.ts";
import { gameOf, stepOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/**
 * Who is irreplaceable: coalitions of every size are played, then the least core over them is sought. Sizes are spread
 * evenly, since a constraint of any size may bind.
 */
export const irreplaceability: Job<"irreplaceability"> = async function* (bench, spec, journal) {
  const { model, session } = ready(bench);
  const players = model.players.count;
  const game = await gameOf(session, spec.payoff, journal);
  const random = seededRandom(spec.seed, "irreplaceability");
  const [empty = 0] = await game.values(emptyBatch(1, players));
  const [grand = 0] = await game.values(grandBatch(1, players));
  const rows = Math.max(1, spec.evaluations - 2);
  const members = new Uint8Array(rows * players);
  const values = new Float64Array(rows);
  const none = { allocation: new Float64Array(players), deficit: Number.NaN, bound: Number.NaN, constraints: 0 };
  const step = stepOf(session, spec.stepEvaluations);
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    const part = members.subarray(from * players, (from + count) * players);
    for (let row = 0; row < count; row++) {
      const kept = (from + row + random.uniform()) / rows;
      for (let i = 0; i < players; i++) part[row * players + i] = random.uniform() < kept ? 1 : 0;
    }
    values.set(await game.values({ players, rows: count, members: part }), from);
    yield { answer: none, progress: { done: from + count + 2, total: rows + 2, unit: "evaluations" } };
  }
  return yield* sampledLeastCore({ players, rows, members }, values, grand, empty);
};
