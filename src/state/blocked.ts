import { poolPlayers } from "../core/estimate/one-pool.ts";
import { chosenPointOf } from "./chosen-point.ts";
import { visibleNetworks } from "./comparison-of.ts";
import { playersOfLab, playsOf } from "./derived-settings.ts";
import { estimateAtHand } from "./estimate-at-hand.ts";
import type { LabState } from "./lab-state.ts";
import { nothingToPrune } from "./nothing-to-prune.ts";
import { unitsGame } from "./settings.ts";
import { groupsOnSide } from "./surface-sides.ts";

/** What may be started. */
export type Intention =
  | "prepare"
  | "sweep"
  | "surface"
  | "estimate"
  | "pool"
  | "sensitivity"
  | "interaction"
  | "irreplaceability"
  | "tiny"
  | "prune"
  | "repair"
  | "appraise"
  | "compare"
  | "latency"
  | "export";

/** What an intention needs beside a prepared network; null where it is there. */
function missing(state: LabState, intention: Intention): string | null {
  const { picked } = state.view;
  switch (intention) {
    case "repair":
    case "appraise":
    case "export":
      return chosenPointOf(state)?.point ? null : "Prune first, then choose a size.";
    case "compare":
    case "latency":
      return visibleNetworks(state).length > 0 ? null : "Put a network into the comparison first.";
    case "surface":
      return groupsOnSide(state, "first").length > 0 && groupsOnSide(state, "second").length > 0
        ? null
        : "Put at least one layer into each of the two sets.";
    case "prune":
      return state.settings.strategy === "top-n" && playsOf(state) !== "together" && estimateAtHand(state) === null
        ? "Estimate power first: top-n ranks by the power of one layer at a time."
        : null;
    case "pool":
      return playersOfLab(state) <= poolPlayers
        ? null
        : `A pool serves up to ${poolPlayers.toLocaleString("en")} units; rank by one index here.`;
    case "sensitivity":
      return state.runs.pool?.answer ? null : "Fill the pool first: it ranks by every d.";
    case "interaction":
      return picked.length >= 2 ? null : "Choose two units or more.";
    case "tiny":
      return picked.length >= 1 ? null : "Choose the units that play.";
    default:
      return null;
  }
}

/** Why an intention cannot start now, as a sentence; null where it can. */
export function blockedReason(state: LabState, intention: Intention): string | null {
  const { holdings, prepared, absent, known } = state.session;
  const textbook = intention === "tiny" && state.settings.tinyGame !== unitsGame;
  if (!textbook && (!holdings?.model || !holdings.dataset)) return "Open a model and a dataset first.";
  const { active } = state.runs;
  if (active !== null) return `Waits for “${active.name}”: the worker does one long job at a time.`;
  if (!textbook && absent !== null && (known === 0 || intention !== "prepare")) return absent;
  if (textbook || intention === "prepare") return null;
  if (prepared === null) return "The model and the dataset are not prepared yet.";
  if (holdings?.model?.players === 0) return nothingToPrune(holdings.model);
  return missing(state, intention);
}
