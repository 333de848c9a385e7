import type { Fault } from "./fault.ts";
import { pageFaults } from "./page-faults.ts";
import { workerFaults } from "./worker-faults.ts";

/** Faults that browsers, machines and people do to a lab. */
export const faults: readonly Fault[] = [...workerFaults, ...pageFaults];
