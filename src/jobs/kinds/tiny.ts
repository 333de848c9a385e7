import { estimatorFor } from "../../core/estimate/estimator-for.ts";
import { FailureError } from "../../core/failure.ts";
import type { Game } from "../../core/game/game.ts";
import { powerFromTable } from "../../core/power/enumeration.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { coreOf } from "../../core/solution/core.ts";
import { kernelPoint } from "../../core/solution/kernel.ts";
import { leastCore } from "../../core/solution/least-core.ts";
import { nucleolus } from "../../core/solution/nucleolus.ts";
import { tabulate } from "../../core/tiny/tabulate.ts";
import { textbookGames } from "../../core/tiny/textbook-games.ts";
import { tinyGame, tinyScope } from "../../core/tiny/tiny-network.ts";
import { gameOf } from "../game-of.ts";
import type { Job } from "../host.ts";
import type { Journal } from "../journal.ts";
import type { TinyGame, TinySolutions, TinySpec } from "../tiny-contract.ts";
import { ready, type Workbench } from "../workbench.ts";

/** The game to be solved and its players' names. */
async function gameFor(
  bench: Workbench,
  { game, payoff }: TinySpec,
  journal: Journal,
): Promise<{ game: Game; names: string[] }> {
  if (game.kind === "textbook") {
    const found = textbookGames.find(({ key }) => key === game.name);
    if (found) return { game: found.game, names: [...found.players] };
    throw new FailureError({ kind: "settings-invalid", message: `There is no textbook game called ${game.name}.` });
  }
  const { model, session } = ready(bench);
  const scope = tinyScope(model.players, { units: Int32Array.from(game.units) }, game.others);
  const names = scope.units.map(({ group, unit }) => `${group} ${unit + 1}`);
  return { game: tinyGame(await gameOf(session, payoff, journal), scope), names };
}

function solve(values: Float64Array): TinySolutions {
  const core = coreOf(values);
  const least = leastCore(values);
  const kernel = kernelPoint(values);
  const { least: low, most: high } = core.range ?? { least: null, most: null };
  return {
    coreEmpty: core.empty,
    leastCore: { value: least.deficit, allocation: least.allocation },
    coreBounds: low && high ? { least: low, most: high } : null,
    nucleolus: nucleolus(values).payoff,
    kernel: { allocation: kernel.payoff, residual: kernel.residual },
  };
}

/** Plays every coalition of a tiny game: exact indices beside an estimate, and the exact core, kernel and nucleolus. */
export const tiny: Job<"tiny"> = async function* (bench, spec, journal) {
  const { game, names } = await gameFor(bench, spec, journal);
  const values = await tabulate(game);
  const { players } = game;
  const stages = (done: number) => ({ done, total: 3, unit: "stages" as const });
  const exact = {
    shapley: powerFromTable(values, players, { kind: "shapley" }),
    banzhaf: powerFromTable(values, players, { kind: "banzhaf" }),
    chosen: powerFromTable(values, players, spec.index),
  };
  let answer: TinyGame = { players, names, values, exact, estimate: null, solutions: null };
  yield { answer, progress: stages(1) };
  // Without the size of the game the estimator samples, as it does on networks: that is what is held against the exact index.
  const budget = { evaluations: spec.evaluations, stepEvaluations: 64 };
  for await (const { answer: estimate } of estimatorFor(spec.index).estimate(
    game,
    spec.index,
    budget,
    seededRandom(spec.seed, "tiny"),
  )) {
    answer = { ...answer, estimate };
    yield { answer, progress: stages(1) };
  }
  yield { answer, progress: stages(2) };
  answer = { ...answer, solutions: solve(values) };
  yield { answer, progress: stages(3) };
  return answer;
};
