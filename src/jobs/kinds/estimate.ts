import { estimateGame } from "../estimate-game.ts";
import { estimateLayers } from "../estimate-layers.ts";
import type { Job } from "../host.ts";

/** Power index of every unit on the calibration examples: in the game of all units, or in that of its layer. */
export const estimate: Job<"estimate"> = (bench, spec, journal) =>
  spec.plays === "layer-by-layer" ? estimateLayers(bench, spec, journal) : estimateGame(bench, spec, journal);
