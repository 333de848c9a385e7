import { joined, mergeLayers } from "../core/estimate/merge-layers.ts";
import { playersOf } from "../core/game/players.ts";
import type { Looks } from "../core/settle/peeking.ts";
import type { Step } from "../core/step.ts";
import type { EstimateSpec, Estimation } from "./contract.ts";
import { estimateGame, foreseenSeconds } from "./estimate-game.ts";
import type { Journal } from "./journal.ts";
import { type LayerRun, layerRuns, pacedByOperations } from "./layer-runs.ts";
import { layersCourse } from "./layers-course.ts";
import { machinePace } from "./pace.ts";
import { type Prepared, ready, type Workbench } from "./workbench.ts";

/** Runs that are foreseen to take more seconds time every layer's coalitions first. */
const timedFrom = 15;

/** Seconds that timing a layer takes, about. */
const timing = 1.2;

/** Estimates of all layers as one. */
function together(runs: readonly LayerRun[], found: readonly (Estimation | null)[]): Estimation {
  const known = found.flatMap((one) => one ?? []);
  const played = known.some(({ evaluations }) => evaluations > 0);
  // a first ranking is in other units than the estimates of layers before it
  const shown = found.map((one) => (one?.evaluations === 0 && played ? null : one));
  const merged = mergeLayers(
    runs.map(({ group, players }, place) => ({ group, players, estimate: shown[place] ?? null })),
  );
  const joinedOr = (of: (one: Estimation) => Float64Array | null): Float64Array | null =>
    known.every((one) => of(one) === null)
      ? null
      : joined(runs, new Float64Array(merged.power.length).fill(Number.NaN), (place) => {
          const one = found[place];
          return one ? of(one) : null;
        });
  const looks = runs.map((_, place): Looks => found[place]?.looks ?? { taken: 0, planned: 1 });
  const names = new Set(
    known.filter(({ evaluations }) => evaluations > 0 || !played).map(({ estimator }) => estimator),
  );
  return {
    ...merged,
    estimator: [...names].join(", "),
    states: joined(runs, new Uint8Array(merged.power.length), (place) => shown[place]?.states ?? null),
    settled: found.every((one) => one?.settled === true),
    looks: {
      taken: Math.min(...looks.map(({ taken }) => taken)),
      planned: Math.max(...looks.map(({ planned }) => planned ?? 1)),
    },
    prior: joinedOr(({ prior }) => prior),
    exampleError: joinedOr(({ exampleError }) => exampleError),
  };
}

/** Logs of a layer's own: its players are others. */
const journalOf = (journal: Journal, group: string): Journal => ({
  get state() {
    return journal.state;
  },
  get replaying() {
    return journal.replaying;
  },
  rows: (log, checks, width, compute) => journal.rows(`${log} of ${group}`, checks, width, compute),
  clock: (log, now) => journal.clock(`${log} of ${group}`, now),
  value: (log, compute) => journal.value(`${log} of ${group}`, compute),
  news: () => journal.news(),
});

/** The first layer's part of the seconds that are left, by what its evaluations would take beside those of the others. */
function secondsOf(session: Prepared, runs: readonly LayerRun[], left: number): number {
  const [own = 0, ...others] = runs.map(
    ({ pace, players, spec }) => foreseenSeconds({ ...session, pace }, players, spec)[0],
  );
  return (left * own) / others.reduce((sum, one) => sum + one, own);
}

/**
 * Power index of every unit in the game of its own layer: its units play, all others are present. Layers take their
 * turns with their shares of the budget, each with random streams of its own, and the estimates are one over all units.
 * Powers of different layers are those of different games: they compare within a layer.
 */
export async function* estimateLayers(
  bench: Workbench,
  spec: EstimateSpec,
  journal: Journal,
): AsyncGenerator<Step<Estimation>, Estimation> {
  const { model, session } = ready(bench);
  const runs = layerRuns({ model, session }, spec);
  const found: (Estimation | null)[] = runs.map(() => null);
  const course = layersCourse(session, runs);
  const rows = session.split.calibration;
  const timed = course.seconds() > timedFrom;
  for (const [place, run] of runs.entries()) {
    const evaluator = session.onlyPlaying([run.group]);
    try {
      run.pace = timed
        ? await machinePace(evaluator, rows, bench.parts.now)
        : await pacedByOperations(session, evaluator);
    } finally {
      evaluator.dispose();
    }
    if (timed) {
      const total = runs.reduce((sum, each) => sum + each.spec.stop.evaluations, 0);
      const share = (place + 1) / runs.length;
      const foreseen = { part: -1, share, seconds: timing * runs.length, later: course.seconds() };
      yield { answer: together(runs, found), progress: { done: 0, total, unit: "evaluations", foreseen } };
    }
  }
  let left = spec.stop.kind === "seconds" ? spec.stop.seconds : 0;
  const give = (run: LayerRun, seconds: number) => {
    if (run.spec.stop.kind === "seconds") run.spec = { ...run.spec, stop: { ...run.spec.stop, seconds } };
  };
  runs.forEach((run, place) => {
    give(run, secondsOf(session, [run, ...runs.toSpliced(place, 1)], left));
  });
  let elapsed = 0;
  for (const [place, run] of runs.entries()) {
    const { group, pace, level } = run;
    const own = journalOf(journal, group);
    const ends = spec.stop.kind === "seconds";
    if (ends) give(run, await own.value("seconds", () => secondsOf(session, runs.slice(place), left)));
    let spent = 0;
    const evaluator = session.onlyPlaying([group]);
    const prepared = { ...session, evaluator, pace, stepEvaluations: Math.max(pace.stepEvaluations, 1) };
    const layer = { ...bench, model: { ...model, players: playersOf(model.graph, [group]) }, prepared };
    try {
      const steps = estimateGame(layer, run.spec, own, level);
      let [since, ranked] = [bench.parts.now(), 0];
      for (;;) {
        const { value, done } = await steps.next();
        const now = bench.parts.now();
        elapsed += (now - since) / 1000;
        if (done) {
          found[place] = value;
          break;
        }
        const { answer, progress } = value;
        const first = answer.estimator === "gradient-prior";
        if (first) {
          ranked += (now - since) / 1000;
          course.passed(run, ranked / Math.max(1, progress.done));
        } else if (progress.unit === "evaluations") spent += (now - since) / 1000;
        found[place] = answer;
        yield { answer: together(runs, found), progress: course.at(place, answer, progress, elapsed) };
        since = bench.parts.now();
      }
      if (ends) left -= await own.value("spent", () => spent);
      course.over(found[place] as Estimation);
    } finally {
      evaluator.dispose();
    }
  }
  return together(runs, found);
}
