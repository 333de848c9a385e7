import { medianInterval } from "../../core/compare/median-interval.ts";
import { FailureError } from "../../core/failure.ts";
import { quantile } from "../../core/stats/quantile.ts";
import type { Latency, PassTime } from "../compare-contract.ts";
import type { Job } from "../host.ts";
import { timeByTurns } from "../time-by-turns.ts";
import { ready } from "../workbench.ts";
import { repairedNetwork } from "./repair.ts";

/** What is uploaded at once at most. */
const mostBatch = 1024;

function passTime(times: Float64Array): PassTime {
  return { median: quantile(times, 0.5), quartiles: [quantile(times, 0.25), quantile(times, 0.75)] };
}

function check(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new FailureError({
    kind: "settings-invalid",
    message: `${value} ${name} cannot be timed.`,
    where: "latency",
    advice: `Choose a whole number from 1 to ${most}.`,
  });
}

/**
 * Passes of the physically pruned and of the full network in turns, on calibration examples, until the outputs are
 * back. Weights lie on the backend already; inputs go there in each pass.
 */
export const latency: Job<"latency"> = async function* (bench, spec) {
  const { model, session } = ready(bench);
  const { batch, rounds } = spec;
  check("examples a pass", batch, mostBatch);
  check("rounds", rounds, 10_000);
  const { network } = repairedNetwork(bench, spec);
  const { calibration } = session.split;
  const rows = Int32Array.from({ length: batch }, (_, k) => calibration[k % calibration.length] ?? 0);
  const inputs = session.inputsOf(rows);
  let answer: Latency = {
    stage: "Warming up both networks",
    batch,
    rounds,
    backend: session.backend.name,
    adapter: session.backend.adapter,
    passesATime: 1,
    done: 0,
    times: { full: new Float64Array(0), pruned: new Float64Array(0) },
    full: null,
    pruned: null,
    ratio: null,
  };
  const progress = (done: number) => ({ done, total: rounds, unit: "rounds" }) as const;
  yield { answer, progress: progress(0) };
  const full = bench.parts.residentNetwork(model.model, inputs, batch);
  const pruned = bench.parts.residentNetwork(network, inputs, batch);
  try {
    for await (const { passesATime, first, second } of timeByTurns(full.pass, pruned.pass, rounds, bench.parts.now)) {
      if (first.length === 0) {
        yield { answer, progress: progress(0) };
        continue;
      }
      const times = { full: Float64Array.from(first), pruned: Float64Array.from(second) };
      const done = first.length;
      const { value, interval } = medianInterval(second.map((time, round) => time / (first[round] ?? time)));
      answer = {
        ...answer,
        stage: done < rounds ? "Timing by turns" : "Done",
        passesATime,
        done,
        times,
        full: passTime(times.full),
        pruned: passTime(times.pruned),
        ratio: { value, interval },
      };
      yield { answer, progress: progress(done) };
    }
    return answer;
  } finally {
    full.dispose();
    pruned.dispose();
  }
};
