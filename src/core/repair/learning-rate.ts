import type { ScheduleName } from "./repair-settings.ts";

/** The learning rate at one step of `total`: constant, or falling to a tenth along half a cosine (Loshchilov, Hutter 2017). */
export function learningRate(schedule: ScheduleName, rate: number, step: number, total: number): number {
  return schedule === "constant" ? rate : rate * (0.1 + 0.45 * (1 + Math.cos((Math.PI * step) / total)));
}
