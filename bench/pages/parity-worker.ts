import { expose } from "comlink";
import type { Outputs } from "../../src/core/game/evaluator.ts";
import { scoresOf } from "../../src/core/game/score.ts";
import { formatsOut } from "../../src/core/model/model-format.ts";
import { outputKindOf } from "../../src/core/model/output-kind.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { shuffle } from "../../src/core/random/shuffle.ts";
import type { DroppedFile, JobHost, JobKind, Jobs, Prepared } from "../../src/jobs/contract.ts";
import type { ExportedModel, Verified } from "../../src/jobs/export-contract.ts";
import { follow } from "../../src/jobs/follow.ts";
import { jobHost } from "../../src/jobs/host.ts";
import { jobTable } from "../../src/jobs/job-table.ts";
import { emptyWorkbench, loaded, ready } from "../../src/jobs/workbench.ts";
import { labParts } from "../../workers/lab-parts.ts";
import { wasmPaths } from "../../workers/wasm-paths.ts";

/** What came of one network and its data. */
export interface Examination {
  readonly format: string;
  readonly examples: number;
  readonly accuracy: number;
  readonly pairing: Prepared["pairing"];
  readonly players: number;
  readonly kept: number;
  readonly seconds: number;
  readonly exported: ExportedModel;
  /** The same network as ONNX, where its own format is weights that no runtime opens by themselves. */
  readonly asOnnx: Uint8Array | null;
  readonly verified: Pick<Verified, "difference" | "relative" | "independent" | "flipped">;
}
export interface ParityWorker {
  examine(files: readonly DroppedFile[], cut: number, pairing: unknown): Promise<Examination>;
}

/** Examples a pass of the full network. */
const chunk = 500;

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (answer === null) throw new Error(`${kind} gave no answer`);
  return answer;
}

/** Keeps a share of each group's units, drawn by seed, at least one. */
function selectionOf(widths: readonly number[], cut: number): Uint8Array {
  const random = seededRandom(1, "parity");
  const parts = widths.map((width) => {
    const order = shuffle(
      Int32Array.from({ length: width }, (_, unit) => unit),
      random,
    );
    const keep = new Uint8Array(width);
    for (const unit of order.subarray(0, Math.max(1, width - Math.floor(width * cut)))) keep[unit] = 1;
    return keep;
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

async function examine(files: readonly DroppedFile[], cut: number, pairing: unknown): Promise<Examination> {
  const started = performance.now();
  const bench = emptyWorkbench(labParts(wasmPaths));
  const host = jobHost(jobTable, bench);
  const holdings = await last(host, "open", { files, known: 0, output: null });
  const { model: held, dataset: data } = holdings;
  if (!held || !data)
    throw new Error([...holdings.failures.map(({ message }) => message), ...holdings.missing].join(" | "));
  const prepared = await last(host, "prepare", {
    seed: 1,
    prefer: "wasm",
    calibration: 500,
    validation: 100,
    test: 100,
    pairing: (pairing ?? null) as Prepared["pairing"],
  });
  const { session } = ready(bench);
  const { model, dataset } = loaded(bench);
  const rows = Int32Array.from({ length: dataset.dataset.count }, (_, row) => row);
  const width = held.outputWidth;
  const values = new Float32Array(rows.length * width);
  for (let from = 0; from < rows.length; from += chunk) {
    const part = rows.slice(from, from + chunk);
    values.set(await bench.parts.predict(model.model, session.inputsOf(part), part.length), from * width);
  }
  const outputs: Outputs = { rows: 1, examples: rows.length, width, kind: outputKindOf(model.model), values };
  const accuracy = scoresOf(outputs, session.truthOf(rows))[0]?.value ?? Number.NaN;
  const selection = selectionOf(
    held.groups.map((group) => group.width),
    cut,
  );
  const format = formatsOut(held.format)[0] ?? held.format;
  const exported = await last(host, "export", { selection, format });
  const bare = format === "safetensors";
  const asOnnx = bare ? (await last(host, "export", { selection, format: "onnx" })).bytes : null;
  const verified = await last(jobHost(jobTable, emptyWorkbench(labParts(wasmPaths))), "verify", { exported });
  const { difference, relative, independent, flipped } = verified;
  return {
    format: held.format,
    examples: rows.length,
    accuracy,
    pairing: prepared.pairing,
    players: held.players,
    kept: selection.reduce((sum, bit) => sum + bit, 0),
    seconds: (performance.now() - started) / 1000,
    exported,
    asOnnx,
    verified: { difference, relative, independent, flipped },
  };
}

expose({ examine });
