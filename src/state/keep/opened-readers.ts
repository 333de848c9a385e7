import type { Preflight, PreflightGroup, PreflightLayer, PreflightPlace } from "../../core/dependency/preflight.ts";
import { pairing } from "../../core/experiment/pairing-reader.ts";
import { listOf, number, oneOf, orAbsent, orNull, pairOf, text } from "../../core/experiment/reader.ts";
import type { Failure } from "../../core/failure.ts";
import { formatWords, type ModelFormat } from "../../core/model/model-format.ts";
import type { LayerSummary } from "../../core/model/summary.ts";
import type { BackendReport, DatasetSummary, Holdings, Prepared, SplitReport } from "../../jobs/contract.ts";
import type { EvaluationReport } from "../../jobs/evaluation-report.ts";
import type { MemoryExpected, OpeningMemory } from "../../jobs/memory-contract.ts";
import { cost, score } from "./figure-readers.ts";
import { arrayOf, count, having, texts } from "./shape-readers.ts";

/** Readers of what opening and preparing answer with. */

const failure = having<Failure>({
  message: text,
  where: orAbsent(text),
  advice: orAbsent(text),
  details: orAbsent(text),
});
export const modelFormat = oneOf(...(Object.keys(formatWords) as ModelFormat[]));
const shape = listOf(number);

const memoryEstimate = having<MemoryExpected["evaluate"]>({
  parts: listOf(having({ what: text, bytes: number })),
  total: number,
  least: number,
});
const memoryAllowed = having<MemoryExpected["allowed"]>({
  heap: orNull(number),
  array: orNull(number),
  machine: orNull(number),
  tab: orAbsent(number),
});

const layer = having<LayerSummary>({ id: text, words: text, outputShape: shape, parameters: number, macs: number });

const preflight = having<Preflight>({
  layers: listOf(
    having<PreflightLayer>({
      id: text,
      words: text,
      outputShape: shape,
      parameters: number,
      macs: number,
      standing: oneOf("prunable", "follows", "frozen", "plain"),
      channels: having({ total: count, prunable: count, floor: count }),
      groups: texts,
      reads: texts,
      coupledWith: texts,
      frozen: orAbsent(text),
      inputs: orAbsent(texts),
      units: orAbsent(listOf(number)),
    }),
  ),
  groups: listOf(
    having<PreflightGroup>({
      id: text,
      width: count,
      floor: count,
      producers: texts,
      carriers: texts,
      places: listOf(
        having<PreflightPlace>({
          layer: text,
          weight: text,
          axis: count,
          role: oneOf("producer", "consumer", "follower", "selection"),
          indicesPerUnit: having({ least: number, most: number }),
        }),
      ),
      unitCost: having({ parameters: number, macs: number }),
    }),
  ),
  units: count,
  cost,
  floorCost: cost,
});

export const holdings = having<Holdings>({
  model: orNull(
    having<NonNullable<Holdings["model"]>>({
      name: text,
      inputShape: shape,
      outputWidth: count,
      layers: listOf(layer),
      cost,
      groups: listOf(having({ id: text, width: count, producers: texts })),
      players: count,
      preflight,
      hash: text,
      fileBytes: number,
      format: modelFormat,
      outputs: texts,
      output: text,
      magnitudes: orAbsent(arrayOf(Float64Array)),
    }),
  ),
  dataset: orNull(
    having<DatasetSummary>({
      name: text,
      count,
      shape,
      classNames: texts,
      range: pairOf(number),
      classCounts: listOf(count),
      hash: text,
    }),
  ),
  notes: texts,
  missing: texts,
  failures: listOf(failure),
  kept: listOf(count),
  opening: orAbsent(having<OpeningMemory>({ estimate: memoryEstimate, allowed: memoryAllowed })),
});

export const prepared = having<Prepared>({
  stage: text,
  backend: orNull(
    having<BackendReport>({
      name: oneOf("webgpu", "wasm", "cpu"),
      adapter: text,
      selfTest: number,
      passedOver: texts,
    }),
  ),
  split: orNull(having<SplitReport>({ calibration: count, validation: count, test: count, how: text })),
  pairing: orNull(pairing),
  trials: orNull(having({ tried: listOf(having({ pairing, score })), chosen: number, how: text })),
  measure: orNull(oneOf("accuracy", "agreement", "explained-variance")),
  full: orNull(having({ calibration: score, validation: score, test: score })),
  evaluation: orAbsent(
    having<EvaluationReport>({
      way: oneOf("rows", "stacked", "shaders"),
      does: texts,
      operations: having({ coalition: number, plain: number }),
      perSecond: number,
    }),
  ),
  memory: orAbsent(
    having<MemoryExpected>({
      evaluate: memoryEstimate,
      refit: memoryEstimate,
      tune: memoryEstimate,
      allowed: memoryAllowed,
    }),
  ),
});
