import { type PairedRights, pairedRights } from "../../src/core/compare/paired-rights.ts";
import { sizeOf, widthsOf } from "../../src/core/prune/selection.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { wilsonInterval } from "../../src/core/stats/wilson-interval.ts";
import type { BenchResult, Row } from "../bench.ts";
import { cached } from "../network-game.ts";
import { packed, unpacked } from "./bits.ts";
import { cutToMacs } from "./deep-cut.ts";
import type { DeepNetwork } from "./deep-network.ts";
import { built, type Found, prunedBySamples, type Sampling, share } from "./deep-rankings.ts";
import {
  course,
  cutModel,
  learning,
  recalibrated,
  refittedModel,
  shareOf,
  testRights,
  tunedModel,
  validationOf,
  weightTexts,
  withWeightTexts,
} from "./deep-repair.ts";
import { keptRankings, keptSelection, keptSlopes, keptWidths } from "./deep-selections.ts";
import { widthRules } from "./width-rules.ts";

/** Counts up where the code changes what a cell holds. */
const version = 1;
/** Test images that networks are read on before and after fine-tuning. */
const quick = 1000;
const thorough = 5000;

const log = (...words: unknown[]) => console.log(new Date().toISOString().slice(11, 19), ...words);

/** How a network does: its validation accuracy, and which of the test images it has right. */
interface Reading {
  readonly validation: number;
  readonly rights: string;
}

const keyOf = (deep: DeepNetwork, { selection }: Found) => ({
  deepRepair: version,
  network: deep.hash,
  selection: packed(selection),
});

/** What is known of a method's network before any test image is read. */
interface RepairedSelection extends Found {
  readonly name: string;
  readonly validation: {
    readonly raw: number;
    readonly recalibrated: number;
    readonly refit: number;
    readonly tuned: number;
  };
  readonly refitWeights: readonly string[];
  readonly tunedWeights: readonly string[];
}

/** A selection through all steps of repair, each kept. */
async function throughRepair(deep: DeepNetwork, name: string, found: Found): Promise<RepairedSelection> {
  const key = keyOf(deep, found);
  const cut = cutModel(deep, found.selection);
  const raw = await cached({ ...key, step: "raw" }, () => validationOf(deep, cut));
  log(name, "raw, validation", raw);
  const again = await cached({ ...key, step: "recalibrated", norms: learning.norms }, async () =>
    validationOf(deep, await recalibrated(deep, found.selection)),
  );
  log(name, "recalibrated, validation", again);
  const refit = await cached({ ...key, step: "refit", refit: learning.refit }, async () => {
    const model = await refittedModel(deep, found.selection);
    return { validation: await validationOf(deep, model), weights: weightTexts(model) };
  });
  log(name, "refitted, validation", refit.validation);
  const tuned = await cached({ ...key, step: "tuned", learning, course, norms: "by batch" }, async () => {
    const model = await tunedModel(deep, withWeightTexts(cut, refit.weights));
    return { validation: await validationOf(deep, model), weights: weightTexts(model) };
  });
  log(name, "tuned, validation", tuned.validation);
  return {
    ...found,
    name,
    validation: { raw, recalibrated: again, refit: refit.validation, tuned: tuned.validation },
    refitWeights: refit.weights,
    tunedWeights: tuned.weights,
  };
}

/** A method's network as it is reported. */
interface RepairedNetwork extends Found {
  readonly name: string;
  readonly raw: Reading;
  /** Validation accuracy alone. */
  readonly recalibrated: number;
  readonly refit: Reading;
  readonly tuned: Reading;
}

/** Reads the test images, once all choices are made. */
async function tested(deep: DeepNetwork, one: RepairedSelection): Promise<RepairedNetwork> {
  const key = keyOf(deep, one);
  const cut = cutModel(deep, one.selection);
  const { validation } = one;
  const raw = await cached({ ...key, test: "raw", quick }, () => testRights(deep, cut, quick));
  const refit = await cached({ ...key, test: "refit", refit: learning.refit, quick }, () =>
    testRights(deep, withWeightTexts(cut, one.refitWeights), quick),
  );
  const tuned = await cached({ ...key, test: "tuned", learning, course, norms: "by batch", thorough }, () =>
    testRights(deep, withWeightTexts(cut, one.tunedWeights), thorough),
  );
  log(one.name, "test images read");
  return {
    name: one.name,
    selection: one.selection,
    evaluations: one.evaluations,
    imagePasses: one.imagePasses,
    seconds: one.seconds,
    raw: { validation: validation.raw, rights: raw },
    recalibrated: validation.recalibrated,
    refit: { validation: validation.refit, rights: refit },
    tuned: { validation: validation.tuned, rights: tuned },
  };
}

const free = { evaluations: 0, imagePasses: 0, seconds: 0 };

/** A power index estimated by sampled coalitions, at what the machine allows. */
const sampling: Sampling = {
  recalibrated: true,
  payoff: "log-likelihood",
  roundEvaluations: 120,
  images: 25,
  seed: 1,
  scope: "layer-wise",
};

/** All selections, the winner first: rankings at its widths need it. */
async function* selectionsOf(deep: DeepNetwork): AsyncGenerator<{ readonly name: string; readonly found: Found }> {
  const all = new Uint8Array(deep.players.count).fill(1);
  const most = Math.floor(share * deep.macsOf(all));
  const { magnitude, plainMagnitude, taylor } = await keptRankings(deep);
  const draw = seededRandom(1, "random ranking");
  const chance = all.reduce(
    (values, _, player) => values.fill(draw.uniform(), player, player + 1),
    new Float64Array(all.length),
  );
  const slopes = await keptSlopes(deep, { folds: 10, repeats: 2, images: 50, seed: 1, scope: "layer-wise" });
  const wide = await keptWidths(deep, "slopes", slopes.selection, slopes.order, 1);
  const searched = {
    selection: wide.selection,
    evaluations: slopes.evaluations + wide.evaluations,
    imagePasses: slopes.imagePasses + wide.imagePasses,
    seconds: slopes.seconds + wide.seconds,
  };
  const ranked = (power: Float64Array, scope: "global" | "layer-wise"): Found => ({
    ...free,
    selection: cutToMacs(deep, power, all, most, { scope }),
  });
  const rules = widthRules(searched.selection, deep.players);
  const atWidths = (power: Float64Array): Found => ({
    ...free,
    selection: cutToMacs(deep, power, all, deep.macsOf(searched.selection), { rules }),
  });
  yield { name: "Pruning by slopes, widths searched", found: searched };
  yield { name: "magnitude, layer-wise", found: ranked(plainMagnitude, "layer-wise") };
  yield { name: "Taylor, layer-wise", found: ranked(taylor, "layer-wise") };
  const paper = await keptSelection(deep, { strategy: "pruning", sampling }, () => prunedBySamples(deep, sampling));
  yield { name: "Iterated Pruning, layer-wise", found: paper };
  yield { name: "magnitude, widths matched", found: atWidths(plainMagnitude) };
  const building = { ...sampling, scope: "global" } as const;
  const up = await keptSelection(deep, { strategy: "building", building }, () => built(deep, building, 52));
  yield { name: "Iterated Building, global", found: up };
  yield { name: "Taylor, widths matched", found: atWidths(taylor) };
  yield { name: "random, layer-wise", found: ranked(chance, "layer-wise") };
  yield { name: "Pruning by slopes, layer-wise", found: slopes };
  yield { name: "random, widths matched", found: atWidths(chance) };
  yield { name: "magnitude, global", found: ranked(magnitude, "global") };
  yield { name: "Taylor, global", found: ranked(taylor, "global") };
}

/** Names of the methods that the paired tests are against, once each: the better of its networks by validation. */
const rivals = ["magnitude", "Taylor"] as const;

const rightsIn = (reading: Reading, images: number) => unpacked(reading.rights, images);

function bestOf(networks: readonly RepairedNetwork[], word: string, step: "refit" | "tuned"): RepairedNetwork | null {
  const own = networks.filter(({ name }) => name.startsWith(word));
  return own.reduce<RepairedNetwork | null>(
    (best, one) => (best === null || one[step].validation > best[step].validation ? one : best),
    null,
  );
}

const figure = (reading: Reading, images: number): string => {
  const right = rightsIn(reading, images).reduce((sum, one) => sum + one, 0);
  const [low, high] = wilsonInterval(right, images);
  return `${(right / images).toFixed(4)} (${low.toFixed(3)}-${high.toFixed(3)})`;
};

const testOf = (reading: Reading, images: number) => shareOf(rightsIn(reading, images));

const gainOf = ({ difference, interval: [low, high], exactP }: PairedRights) =>
  `${difference >= 0 ? "+" : ""}${difference.toFixed(4)} (${low.toFixed(3)} to ${high.toFixed(3)}), p ${exactP.toPrecision(2)}`;

/** A network against the better of a rival's by validation; empty against itself and without a rival. */
function against(networks: readonly RepairedNetwork[], one: RepairedNetwork, rival: string, tests: number): string {
  const other = bestOf(networks, rival, "tuned");
  if (other === null || one.name.startsWith(rival)) return "";
  return gainOf(pairedRights(rightsIn(other.tuned, tests), rightsIn(one.tuned, tests)));
}

function rowOf(deep: DeepNetwork, one: RepairedNetwork, networks: readonly RepairedNetwork[]): Row {
  const all = thorough;
  return {
    method: one.name,
    units: sizeOf(one.selection),
    MACs: Number((deep.macsOf(one.selection) / deep.macsOf(new Uint8Array(deep.players.count).fill(1))).toFixed(3)),
    widths: widthsOf(one.selection, deep.players).join(" "),
    evaluations: one.evaluations,
    "image passes": one.imagePasses,
    seconds: Math.round(one.seconds),
    raw: figure(one.raw, quick),
    "recalibrated, validation": one.recalibrated,
    refit: figure(one.refit, quick),
    tuned: figure(one.tuned, all),
    "tuned, validation": one.tuned.validation,
    ...Object.fromEntries(rivals.map((rival) => [`tuned, against ${rival}`, against(networks, one, rival, all)])),
  };
}

const words = {
  Building: "Iterated Building",
  Pruning: "Iterated Pruning",
  Slopes: "Pruning by slopes",
  Magnitude: "magnitude",
  Taylor: "Taylor",
  Random: "random",
} as const;

/** Figures by key, such as deepMagnitudeTuned: of each method's networks the best by validation after the same step. */
function headlineOf(networks: readonly RepairedNetwork[]): Record<string, number> {
  const headline: Record<string, number> = {};
  for (const [key, word] of Object.entries(words)) {
    const refit = bestOf(networks, word, "refit");
    const tuned = bestOf(networks, word, "tuned");
    if (!refit || !tuned) continue;
    headline[`deep${key}Raw`] = testOf(refit.raw, quick);
    headline[`deep${key}Refit`] = testOf(refit.refit, quick);
    headline[`deep${key}Tuned`] = testOf(tuned.tuned, thorough);
  }
  return headline;
}

/**
 * ResNet-20 on CIFAR-10 with half of its multiply-accumulates: strategies and baselines raw, refitted, fine-tuned by the
 * same repair. Every cell is kept, so that it can be stopped and goes on where it was.
 * @param until ends after so many networks; all of them if left out
 */
export async function deepQuality(deep: DeepNetwork, until = Number.POSITIVE_INFINITY): Promise<BenchResult> {
  const full = await cached({ deepFull: version, network: deep.hash }, async () => ({
    validation: await validationOf(deep, deep.model),
    rights: await testRights(deep, deep.model, deep.test.length),
  }));
  log("full network, validation", full.validation, "test", testOf(full, deep.test.length));
  const repaired: RepairedSelection[] = [];
  for await (const { name, found } of selectionsOf(deep)) {
    repaired.push(await throughRepair(deep, name, found));
    if (repaired.length >= until) break;
  }
  const networks: RepairedNetwork[] = [];
  for (const one of repaired) networks.push(await tested(deep, one));
  return {
    headline: { deepFull: testOf(full, deep.test.length), ...headlineOf(networks) },
    rows: networks.map((one) => rowOf(deep, one, networks)),
    environment: { network: "ResNet-20 on CIFAR-10, JPEG re-encoded", backend: "wasm in Node", samplingSeeds: 1 },
  };
}
