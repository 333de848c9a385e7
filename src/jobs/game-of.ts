import { fullVotes } from "../core/game/full-votes.ts";
import type { Game } from "../core/game/game.ts";
import type { Payoff } from "../core/game/payoff.ts";
import { payoffGame } from "../core/game/payoff-game.ts";
import type { Truth } from "../core/game/truth.ts";
import type { Journal } from "./journal.ts";
import { journalledGame } from "./journalled-game.ts";
import type { Prepared } from "./workbench.ts";

/** What the calibration examples ought to give for a payoff: for "agreement" the full network's votes. */
export async function calibrationTruth(session: Prepared, payoff: Payoff): Promise<Truth> {
  const rows = session.split.calibration;
  if (payoff === "agreement" && session.measure === "accuracy")
    return { kind: "classes", labels: await fullVotes(session.evaluator, rows) };
  return session.truthOf(rows);
}

/** The network's game on the calibration examples, its values through the journal. */
export async function gameOf(session: Prepared, payoff: Payoff, journal: Journal): Promise<Game> {
  const truth = await calibrationTruth(session, payoff);
  return journalledGame(journal, "payoff", payoffGame(session.evaluator, session.split.calibration, truth, payoff));
}

/** Coalitions a step: what the person set, and no more than this machine plays in a moment. */
export function stepOf(session: Prepared, wanted: number): number {
  return Math.max(1, Math.min(wanted, session.stepEvaluations));
}
