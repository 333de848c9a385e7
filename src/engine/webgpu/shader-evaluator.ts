import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../../core/game/evaluator.ts";
import { meanPayoffs } from "../../core/game/per-example-payoff.ts";
import type { Model } from "../../core/model/model.ts";
import { outputKindOf } from "../../core/model/output-kind.ts";
import { outputShapes } from "../../core/model/shapes.ts";
import type { Limits, MaskedEvaluator } from "../evaluation/limits.ts";
import { prefixOutputs } from "../evaluation/prefix-outputs.ts";
import type { RowProgramme } from "../evaluation/row-programme.ts";
import type { Tricks } from "../evaluation/tricks.ts";
import type { EvaluationPlan } from "../evaluation-plan.ts";
import { widestLayer } from "../pass-floats.ts";
import { type Ask, answerForm } from "./answers.ts";
import { inSoftware } from "./gpu-device.ts";
import { keptChunks, quadsOf } from "./kept-chunks.ts";
import { type PassCounts, passRunner, tileQuads } from "./pass-runner.ts";
import { pipelineOf } from "./pipelines.ts";
import { quad } from "./shader.ts";
import { shaderContext } from "./shader-context.ts";
import { shaderSteps } from "./shader-steps.ts";

/** Passes on a GPU are larger than elsewhere, so that it has enough to do: this times `Limits.passBytes`. */
const onGpu = 8;

export interface ShaderEvaluator extends MaskedEvaluator {
  /** Work handed to the device so far. */
  readonly counts: Readonly<PassCounts>;
}

/**
 * Evaluates coalitions by compute shaders of our own on the device of tfjs, really small: absent units are neither read
 * nor computed. Many coalitions are one pass, several passes are under way, and only what was asked for is read back.
 */
export function shaderEvaluator(
  device: GPUDevice,
  model: Model,
  plan: EvaluationPlan,
  programme: RowProgramme,
  players: number,
  inputsOf: (rows: ExampleSlice) => Float32Array,
  limits: Limits,
  tricks: Tricks,
): ShaderEvaluator {
  const kind = outputKindOf(model);
  const passBytes = limits.passBytes * (inSoftware(device) ? 1 : onGpu);
  const context = shaderContext(device, programme, kind, passBytes, tricks);
  const prefix = prefixOutputs(model, plan, inputsOf);
  const widest = widestLayer(plan.prefix, outputShapes(model));
  const chunks = keptChunks(context, prefix, widest, passBytes, limits, tricks.has("prefix"));
  const runner = passRunner(context);
  const { width } = context;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** One call after the other: they share their buffers. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    waiting += 1;
    const result = turn.then(work).finally(() => {
      waiting -= 1;
    });
    turn = result.catch(() => {});
    return result;
  }

  /** @param accept takes the answers of some coalitions on some examples, in order */
  async function answered(
    batch: CoalitionBatch,
    examples: ExampleSlice,
    gains: Float32Array | undefined,
    askOf: (from: number, count: number) => Ask,
    accept: (row: number, rows: number, from: number, count: number, answers: ArrayBuffer) => void,
  ): Promise<void> {
    if (batch.rows === 0) return;
    for await (const { chunk, from } of chunks.of(examples))
      await runner.run(chunk, batch, gains, askOf(from, chunk.examples), (row, to, answers) =>
        accept(row, to - row, from, chunk.examples, answers),
      );
  }

  function free(): void {
    chunks.dispose();
    prefix.dispose();
    context.dispose();
  }

  return {
    players,
    counts: runner.counts,
    outputs: (batch, examples, gains) =>
      inTurn(async (): Promise<Outputs> => {
        const values = new Float32Array(batch.rows * examples.length * width);
        await answered(
          batch,
          examples,
          gains,
          () => ({ what: "outputs" }),
          (row, rows, from, count, answers) => {
            const found = new Float32Array(answers);
            for (let r = 0; r < rows; r++)
              values.set(
                found.subarray(r * count * width, (r + 1) * count * width),
                ((row + r) * examples.length + from) * width,
              );
          },
        );
        return { rows: batch.rows, examples: examples.length, width, kind, values };
      }),
    payoffs: (batch, examples, labels, payoff) =>
      inTurn(async () => {
        const counts = payoff === "accuracy" || payoff === "agreement";
        const each = new (counts ? Uint8Array : Float64Array)(batch.rows * examples.length);
        await answered(
          batch,
          examples,
          undefined,
          (from, count) => ({ what: "each", payoff, labels: labels.subarray(from, from + count) }),
          (row, rows, from, count, answers) => {
            const found = counts ? new Uint8Array(answers) : new Float32Array(answers);
            const length = quad * quadsOf(count);
            for (let r = 0; r < rows; r++)
              each.set(found.subarray(r * length, r * length + count), (row + r) * examples.length + from);
          },
        );
        return each;
      }),
    meanPayoffs: (batch, examples, labels, payoff) =>
      inTurn(async () => {
        const sums = new Float64Array(batch.rows);
        await answered(
          batch,
          examples,
          undefined,
          (from, count) => ({ what: "sums", payoff, labels: labels.subarray(from, from + count) }),
          (row, rows, _, __, answers) => {
            const found = new Float32Array(answers);
            for (let r = 0; r < rows; r++) sums[row + r] += found[r];
          },
        );
        return sums.map((sum) => sum / examples.length);
      }),
    async warm(examples) {
      const quads = quadsOf(examples.length);
      const labels = new Int32Array(0);
      const asks: Ask[] = [{ what: "outputs" }];
      for (const payoff of meanPayoffs) asks.push({ what: "each", payoff, labels }, { what: "sums", payoff, labels });
      const shaders = [
        ...chunks.shaders,
        ...[false, true].flatMap((gains) =>
          shaderSteps(programme, (at) => context.folded.includes(at), gains, tileQuads(quads)).map(
            ({ shader }) => shader,
          ),
        ),
        ...asks.map((ask) => answerForm(ask, kind, examples.length, quads, width).shader),
      ];
      for (const shader of shaders) pipelineOf(device, shader).catch(() => {});
      for (const tensor of prefix.of(examples.slice(0, 1)).values()) tensor.dispose();
    },
    dispose() {
      if (waiting === 0) free();
      else void turn.then(free);
    },
  };
}
