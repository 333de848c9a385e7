import type { LayerSums } from "../repair/layer-sums.ts";
import type { Step } from "../step.ts";
import { believedInSample, isBelieved } from "./paired-gain.ts";
import type { PruningTask } from "./pruning-task.ts";
import { reconstructionPower } from "./reconstruction.ts";
import { sizeOf, widthsOf } from "./selection.ts";
import { betterBy, meanOf, type Played, type SelectionWorth, worthsOf } from "./selection-worth.ts";
import { descent } from "./top-n.ts";
import { type Way, wayOf } from "./way.ts";

/** Widths that the search starts from: the full widths to these powers, in proportion. */
const exponents = [0.5, 1, 0.75, 0.25];
/** A group is widened or narrowed by these factors, large ones first. */
const factors = [1.5, 1.25, 1.1];

/** Widths that were found, and the ranking that goes with them. */
export interface WidthSearch {
  readonly power: Float64Array;
  readonly selection: Uint8Array;
  readonly evaluations: number;
  /** Selections tried. */
  readonly tried: number;
}

/** The way in one round to what the run aims at, whose end is what a ranking leaves; `target` units where accuracy ends the run. */
function straightWay(task: PruningTask): Way {
  const { goal, ...settings } = task.settings;
  const aim = goal?.kind === "accuracy" ? {} : goal ? { goal } : {};
  return wayOf({ ...task, settings: { ...settings, ...aim, stepUnits: task.players.count, stepShare: 0 } }, "down");
}

/**
 * How many units each group keeps: the ranking of `reconstructionPower` at widths that are tried one group at a time,
 * wider and narrower while the others make room, as long as the refitted network gains by more than its noise. All of it
 * ends at what the run aims at (units, parameters or products). Layer-wise, widths are given and nothing is tried.
 * @param price evaluations a selection costs in what is `played`
 * @param budget evaluations at most
 */
export async function* searchWidths(
  task: PruningTask,
  played: Played,
  sums: readonly LayerSums[],
  otherwise: Float64Array,
  price: number,
  budget: number,
): AsyncGenerator<Step<WidthSearch>, WidthSearch> {
  const { players, settings } = task;
  const way = straightWay(task);
  const full = widthsOf(new Uint8Array(players.count).fill(1), players);
  let spent = 0;
  const known = new Map<string, SelectionWorth>();

  /** The ranking at widths in this proportion, and the selection where it ends. */
  const at = (wanted: readonly number[], total: number) => {
    const scale = total / wanted.reduce((sum, one) => sum + one, 0);
    const widths = wanted.map((one, g) => Math.min(full[g], one * scale));
    const power = reconstructionPower(sums, way.constraints, widths, otherwise);
    return { power, selection: descent(way, power).at(-1)?.selection ?? way.start };
  };
  /** At the size where the ranking ends: what is chosen for depends on how wide the groups are in the end. */
  const settledAt = (wanted: readonly number[], size: number) => {
    const first = at(wanted, size);
    const reached = sizeOf(first.selection);
    return reached === size ? first : at(wanted, reached);
  };
  type Found = ReturnType<typeof at> & { readonly worth: SelectionWorth };
  async function worthOf(found: ReturnType<typeof at>): Promise<Found> {
    const key = found.selection.join("");
    let worth = known.get(key);
    if (!worth) {
      [worth] = await worthsOf(played, [found.selection]);
      known.set(key, worth);
      spent += price;
    }
    return { ...found, worth };
  }
  const goal = settings.goal?.kind ?? "units";
  const roughly = goal === "units" || goal === "accuracy" ? settings.target : Math.ceil(players.count / 2);
  let best = await worthOf(settledAt(settings.scope === "layer-wise" ? full : full.map(Math.sqrt), roughly));
  const answer = (): WidthSearch => ({
    power: best.power,
    selection: best.selection,
    evaluations: spent,
    tried: known.size,
  });
  const step = (): Step<WidthSearch> => ({
    answer: answer(),
    progress: { done: spent, total: Math.max(spent, budget), unit: "evaluations" },
  });
  yield step();
  if (settings.scope === "layer-wise") return answer();
  for (const exponent of exponents.slice(1)) {
    if (spent + price > budget) return answer();
    const found = await worthOf(
      settledAt(
        full.map((width) => width ** exponent),
        roughly,
      ),
    );
    if (meanOf(found.worth) > meanOf(best.worth)) best = found;
    yield step();
  }
  for (const factor of factors)
    for (let gained = true; gained; ) {
      gained = false;
      for (let g = 0; g < full.length; g++)
        for (const by of [factor, 1 / factor]) {
          if (spent + price > budget) return answer();
          const widths = widthsOf(best.selection, players);
          const wider = by > 1 ? Math.max(widths[g] + 1, widths[g] * by) : Math.min(widths[g] - 1, widths[g] * by);
          if (wider < 1 || wider > full[g]) continue;
          const wanted = widths.map((width, h) => (h === g ? wider : width));
          const before = spent;
          const found = await worthOf(settledAt(wanted, sizeOf(best.selection)));
          if (spent > before && isBelieved(betterBy(found.worth, best.worth), believedInSample)) {
            best = found;
            gained = true;
          }
          if (spent > before) yield step();
        }
    }
  return answer();
}
