import type { Game } from "../src/core/game/game.ts";
import type { Players } from "../src/core/game/players.ts";
import type { PruningTask } from "../src/core/prune/pruning-task.ts";
import { strategyFor } from "../src/core/prune/strategy-for.ts";
import type { StrategyName, StrategySettings, Trail } from "../src/core/prune/trail.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { wilsonInterval } from "../src/core/stats/wilson-interval.ts";

const examples = 1000;

/** A task whose validation accuracy is the game's value as a share of the grand coalition's. */
export async function pruningTask(
  game: Game,
  players: Players,
  settings: Partial<StrategySettings>,
  seed = 1,
): Promise<PruningTask> {
  const all = { players: players.count, rows: 1, members: new Uint8Array(players.count).fill(1) };
  const [grand] = await game.values(all);
  return {
    game,
    measure: async (batch) =>
      Array.from(await game.values(batch), (value) => {
        const right = Math.min(examples, Math.max(0, Math.round((value / grand!) * examples)));
        return { value: right / examples, interval: wilsonInterval(right, examples), examples };
      }),
    players,
    settings: {
      strategy: "top-n",
      target: 4,
      stepUnits: 1,
      index: { kind: "biased-banzhaf", bias: 0.4 },
      roundEvaluations: 4 * players.count,
      stepEvaluations: 100,
      ...settings,
    },
    random: seededRandom(seed),
  };
}

/** The last answer of a strategy. */
export async function trailOf(name: StrategyName, task: PruningTask): Promise<Trail> {
  const run = strategyFor(name)(task);
  for (;;) {
    const { value, done } = await run.next();
    if (done) return value;
  }
}

export const chosenOf = (selection: Uint8Array) => [...selection.keys()].filter((player) => selection[player]);
