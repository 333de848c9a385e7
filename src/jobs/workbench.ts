import type { Dataset, Split } from "../core/dataset/dataset.ts";
import { pairRows } from "../core/dataset/pair-rows.ts";
import type { Pairing } from "../core/dataset/pairing.ts";
import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import { FailureError } from "../core/failure.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { Truth } from "../core/game/truth.ts";
import type { Model, Shape } from "../core/model/model.ts";
import type { BackendReport, Measure, PairingTrials } from "./contract.ts";
import type { Assembled, LabEvaluator, LabParts, OwnedEvaluator } from "./lab-parts.ts";
import type { MachinePace } from "./pace.ts";

/** A network, its data and an evaluator, ready to be played. */
export interface Prepared {
  readonly backend: BackendReport;
  readonly split: Split;
  /** Of the split. */
  readonly seed: number;
  readonly pairing: Pairing;
  readonly trials: PairingTrials;
  readonly evaluator: OwnedEvaluator;
  /** The evaluator of the games in which some groups alone play. */
  readonly onlyPlaying: LabEvaluator["onlyPlaying"];
  readonly measure: Measure;
  /** Coalitions that fill a step on this machine; pace only. */
  readonly stepEvaluations: number;
  /** What coalitions take here; for the time left only. */
  readonly pace: MachinePace;
  /** Rows of the dataset as the network's inputs. */
  inputsOf(rows: ExampleSlice): Float32Array;
  /** What these rows ought to give: their classes, the full network's votes where they have none, or numbers. */
  truthOf(rows: ExampleSlice): Truth;
}

/** What one worker holds between jobs. One writer a field: `open` and `prepare`. */
export interface Workbench {
  readonly parts: LabParts;
  model: (NonNullable<Assembled["model"]> & { readonly graph: DependencyGraph; readonly players: Players }) | null;
  dataset: NonNullable<Assembled["dataset"]> | null;
  prepared: Prepared | null;
}

export function emptyWorkbench(parts: LabParts): Workbench {
  return { parts, model: null, dataset: null, prepared: null };
}

/** The model and dataset in hand, or a failure that says what to drop. */
export function loaded(bench: Workbench): {
  model: NonNullable<Workbench["model"]>;
  dataset: NonNullable<Workbench["dataset"]>;
} {
  const { model, dataset } = bench;
  if (!model || !dataset)
    throw new FailureError({
      kind: "file-incomplete",
      message: `There is no ${model ? "dataset" : "network"} yet.`,
      advice: model
        ? "Drop examples: IDX, CIFAR, NumPy, CSV, Parquet, a zip of pictures or texts."
        : "Drop a network: ONNX, Keras, TensorFlow.js, or PyTorch weights.",
    });
  return { model, dataset };
}

/** The prepared session, or a failure. */
export function ready(bench: Workbench): { model: NonNullable<Workbench["model"]>; session: Prepared } {
  const { model } = loaded(bench);
  if (!bench.prepared)
    throw new FailureError({
      kind: "settings-invalid",
      message: "The network has not been prepared on a backend yet.",
      advice: "Wait until the full network's accuracy is shown.",
    });
  return { model, session: bench.prepared };
}

/** Shape of the network's input. */
export function inputShapeOf(model: Model): Shape {
  const input = model.layers.find((layer) => layer.kind === "input");
  return input?.kind === "input" ? input.shape : [];
}

/** Reads rows of a dataset as a network's inputs. */
export function inputReader(dataset: Dataset, pairing: Pairing, model: Model): Prepared["inputsOf"] {
  const shape = inputShapeOf(model);
  return (rows) => pairRows(dataset, pairing, shape, rows);
}
