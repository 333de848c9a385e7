import { expect, test } from "vitest";
import { plainPairing } from "../dataset/pairing.ts";
import { FailureError } from "../failure.ts";
import { decodeRunRecord } from "./decode-run-record.ts";
import { encodeRunRecord } from "./encode-run-record.ts";
import type { RunRecord } from "./run-record.ts";

const accuracy = { value: 0.9, interval: [0.85, 0.94], examples: 500 } as const;
const record: RunRecord = {
  format: "quorum-run",
  version: 2,
  created: "2026-01-02T03:04:05.000Z",
  app: "0.1.0",
  model: { name: "lenet.json", hash: "ab12" },
  dataset: { name: "digits.csv", hash: "cd34" },
  split: { seed: 7, calibration: 500, validation: 300, test: 400, how: "By seed 7." },
  discipline: {
    trainingSaw: "training-files",
    rankedFrom: "test-files",
    copies: { validation: { found: 0, of: 300, leftOut: false }, test: { found: 3, of: 400, leftOut: true } },
    testReadings: 2,
    bestTooGoodBy: 0.013,
  },
  pairing: {
    ...plainPairing,
    image: { plane: [8, 8], order: "channels-last" },
    resize: [28, 28],
    values: { kind: "affine", scale: [1 / 16], offset: [0] },
  },
  backend: { name: "wasm", adapter: "wasm, SIMD" },
  sweep: { seed: 8, settings: { fractions: [0.1, 0.5, 1], masks: 50, rescaled: true, statistic: "vote-disagreement" } },
  estimate: {
    seed: 9,
    index: { kind: "biased-banzhaf", bias: 0.225 },
    payoff: "accuracy",
    evaluations: 2000,
    estimator: "least squares",
    stop: { kind: "settled", evaluations: 9000, count: 51, tolerance: 0.001, focused: false },
  },
  prune: {
    seed: 10,
    payoff: "log-likelihood",
    settings: {
      strategy: "iterated-building",
      target: 51,
      stepUnits: 5,
      index: { kind: "shapley" },
      roundEvaluations: 900,
      stepEvaluations: 32,
    },
  },
  repair: [
    {
      seed: 11,
      settings: { kind: "refit", penalty: 0.001 },
      examples: 500,
      calibration: 500,
      before: accuracy,
      after: accuracy,
    },
    {
      seed: 12,
      settings: {
        kind: "fine-tune",
        optimizer: "sgd",
        rate: 0.01,
        schedule: "cosine",
        epochs: 3,
        batch: 32,
        patience: 2,
        temperature: 4,
        distilShare: 0.5,
      },
      examples: 800,
      calibration: 500,
      before: accuracy,
      after: accuracy,
      bestEpoch: 3,
    },
  ],
  figures: {
    of: {
      full: { part: "test", examples: 400 },
      critical: { part: "calibration", examples: 500 },
      estimate: { part: "calibration", examples: 500 },
      trail: { part: "validation", examples: 300 },
      chosen: { part: "validation", examples: 300 },
      repair: { part: "validation", examples: 300 },
      test: { part: "test", examples: 400 },
      verification: { part: "test", examples: 400 },
    },
    full: accuracy,
    critical: { statistic: "vote-disagreement", fraction: 0.24, interval: [0.16, 0.34], clear: true },
    trail: [{ size: 51, accuracy: 0.9, evaluations: 9000 }],
    chosen: { size: 51, accuracy: 0.9, evaluations: 9000, plan: { keep: [{ group: "conv1", units: [0, 3] }] } },
    test: accuracy,
    cost: {
      before: { parameters: 61706, macs: 416520, bytes: 246824 },
      after: { parameters: 5000, macs: 70000, bytes: 20000 },
    },
    verification: {
      difference: 1e-7,
      independent: { reader: "tf.loadLayersModel", difference: 2e-7 },
      flipped: 0,
      sha256: "ef56",
    },
  },
};
const nothingRun: RunRecord = {
  ...record,
  pairing: plainPairing,
  sweep: null,
  estimate: null,
  prune: null,
  repair: [],
  figures: { full: null, critical: null, trail: [], chosen: null, test: null, cost: null, verification: null },
};

/** The record's JSON with one field, named by its path, set or (undefined) taken out. */
function changed(path: string, value: unknown): string {
  const copy = JSON.parse(encodeRunRecord(record));
  const steps = path.split(".");
  const last = steps.pop()!;
  const place = steps.reduce((at, step) => at[step], copy);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return JSON.stringify(copy);
}

function failureOn(json: string) {
  try {
    decodeRunRecord(json);
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
  }
  throw new Error("expected a FailureError");
}

test("decoding what was encoded gives the record again", () => {
  expect(decodeRunRecord(encodeRunRecord(record))).toEqual(record);
  expect(decodeRunRecord(encodeRunRecord(nothingRun))).toEqual(nothingRun);
});

test("a strategy's scope is kept where it is named, and stays unnamed where it is not", () => {
  const resumed = { times: 2, backends: ["webgpu", "wasm"] };
  const prune = { ...record.prune!, settings: { ...record.prune!.settings, scope: "layer-wise" }, resumed } as const;
  expect(decodeRunRecord(encodeRunRecord({ ...record, prune }))).toStrictEqual({ ...record, prune });
  expect(decodeRunRecord(encodeRunRecord(record))).toStrictEqual(record);
  expect(failureOn(changed("prune.settings.scope", "sideways"))).toMatchObject({
    kind: "file-damaged",
    where: "prune.settings.scope",
  });
});

test("equal records give equal text whatever the order of their keys", () => {
  const reversed = Object.fromEntries(Object.entries(record).reverse()) as unknown as RunRecord;
  expect(encodeRunRecord(reversed)).toBe(encodeRunRecord(record));
});

test("typed arrays become lists", () => {
  const units = Int32Array.of(0, 3) as unknown as number[];
  const typed = {
    ...record,
    figures: { ...record.figures, chosen: { ...record.figures.chosen!, plan: { keep: [{ group: "conv1", units }] } } },
  };
  expect(encodeRunRecord(typed)).toBe(encodeRunRecord(record));
});

test("a number that is not finite is refused with its place", () => {
  const broken = { ...record, figures: { ...record.figures, test: { ...accuracy, value: Number.NaN } } };
  expect(() => encodeRunRecord(broken)).toThrow(FailureError);
});

test("every part of a pairing comes back", () => {
  const pairing = {
    image: { plane: [32, 32], order: "channels-first" },
    transposed: true,
    resize: [28, 20],
    channels: "colour-to-grey",
    written: "channels-first",
    invertedFrom: 255,
    values: { kind: "affine", scale: [0.5], offset: [-1], measured: { what: "least-and-most", per: "channel" } },
    text: { pad: "before", cut: "after" },
    classes: [1, 0, 2],
  } as const;
  expect(decodeRunRecord(encodeRunRecord({ ...record, pairing })).pairing).toEqual(pairing);
  const columns = { ...pairing, values: { kind: "unit-length", along: "columns" } } as const;
  expect(decodeRunRecord(encodeRunRecord({ ...record, pairing: columns })).pairing).toEqual(columns);
});

test("a record of version 1 says its pairing in fewer words", () => {
  const first = JSON.parse(encodeRunRecord(record));
  first.version = 1;
  first.pairing = { resize: { from: [8, 8], to: [28, 28] }, scale: 1 / 16, offset: 0 };
  expect(decodeRunRecord(JSON.stringify(first))).toEqual(record);
  first.pairing = { resize: null, scale: 1, offset: 0 };
  expect(decodeRunRecord(JSON.stringify(first)).pairing).toEqual(plainPairing);
  first.pairing = { resize: null, scale: 1 };
  expect(failureOn(JSON.stringify(first))).toMatchObject({ kind: "file-incomplete", where: "pairing.offset" });
});

test("fields of a later writer are dropped", () => {
  expect(decodeRunRecord(changed("figures.flavour", "sweet"))).toEqual(record);
});

test("what is no record is refused by kind", () => {
  expect(failureOn("{").kind).toBe("file-damaged");
  expect(failureOn("[1]").kind).toBe("file-unrecognised");
  expect(failureOn('{"modelTopology":{}}').kind).toBe("file-unrecognised");
  expect(failureOn(changed("version", 99)).kind).toBe("file-unsupported");
});

test.each([
  ["figures.trail", undefined, "file-incomplete"],
  ["prune.settings.index.kind", "gini", "file-damaged"],
  ["repair", "often", "file-damaged"],
  ["sweep.settings.fractions", 3, "file-damaged"],
  ["pairing.resize", [8], "file-damaged"],
  ["pairing.values.kind", "magic", "file-damaged"],
  ["estimate.index.bias", null, "file-damaged"],
  ["figures.critical.clear", "yes", "file-damaged"],
])("%s = %j is refused and the place is named", (path, value, kind) => {
  expect(failureOn(changed(path, value))).toMatchObject({ kind, where: path });
});

test("records from before figures named their examples are read as they are", () => {
  const { discipline, ...before } = record;
  const { of, ...figures } = record.figures;
  expect([discipline, of]).not.toContain(undefined);
  expect(decodeRunRecord(encodeRunRecord({ ...before, figures }))).toEqual({ ...before, figures });
});

test("a record that says a part there is not, or an answer nobody can give, is refused", () => {
  expect(() => decodeRunRecord(changed("figures.of.test.part", "training"))).toThrow(FailureError);
  expect(() => decodeRunRecord(changed("discipline.trainingSaw", "some"))).toThrow(FailureError);
  expect(() => decodeRunRecord(changed("discipline.testReadings", undefined))).toThrow(FailureError);
});
