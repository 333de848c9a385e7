import { seededRandom } from "../../core/random/random-source.ts";
import type { SweepCheckpoint } from "../../core/uncertainty/sweep-checkpoint.ts";
import { sweepSurface } from "../../core/uncertainty/sweep-surface.ts";
import type { Job } from "../host.ts";
import { ready } from "../workbench.ts";

/** The p x q surface of two sets of groups, on the calibration examples; its diagonal is the band. */
export const surface: Job<"surface"> = (bench, spec, journal) => {
  const { model, session } = ready(bench);
  const { players } = model;
  const rows = session.split.calibration;
  const setOf = (group: string) => (spec.first.includes(group) ? 0 : spec.second.includes(group) ? 1 : 2);
  const sets = players.groups.map(setOf);
  const groupsOfPlayers = Uint8Array.from(players.groupOf, (group) => sets[group] ?? 2);
  const { fractions, masks, rescaled, statistic } = spec;
  const settings = { groupsOfPlayers, p: fractions, q: fractions, masks, rescaled, statistic };
  const random = seededRandom(spec.seed, "sweep");
  const from = (journal.state as SweepCheckpoint | null) ?? undefined;
  return sweepSurface(session.evaluator, rows, session.truthOf(rows), settings, random, session.stepEvaluations, from);
};
