import { estimateGame } from "../estimate-game.ts";
import type { Job } from "../host.ts";

/** Power index of every unit on the calibration examples. */
export const estimate: Job<"estimate"> = (bench, spec) => estimateGame(bench, spec);
