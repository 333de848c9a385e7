import type { GroupId } from "../../core/dependency/dependency-graph.ts";
import type { Reply } from "../../core/failure.ts";
import { FailureError, failureOf } from "../../core/failure.ts";
import type { ExampleSlice } from "../../core/game/evaluator.ts";
import { examplePayoffs, meanExamplePayoffs } from "../../core/game/example-payoffs.ts";
import type { Model } from "../../core/model/model.ts";
import type { BackendName } from "../contract.ts";
import { memoryTogether } from "../evaluation-report.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";
import type { EvaluatorHost } from "./evaluator-host.ts";

/** What an evaluator worker needs of the engine. */
export interface EvaluatorHostParts {
  chooseBackend(name: BackendName): Promise<{ readonly name: BackendName }>;
  /** @param playing groups whose units are the players; all of them if left out */
  evaluator(
    model: Model,
    inputsOf: (rows: ExampleSlice) => Float32Array,
    playing: readonly GroupId[] | undefined,
  ): OwnedEvaluator;
}

const sound = async <T>(work: () => Promise<T>): Promise<Reply<T>> => {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
};

interface Held {
  readonly rows: ExampleSlice;
  readonly inputs: Float32Array;
}

/**
 * An evaluator worker's side: one evaluator at a time, fed with the inputs that it is handed. Calls are answered in turn;
 * where other groups play than before, the evaluator makes way for another one.
 */
export function hostEvaluator(parts: EvaluatorHostParts): EvaluatorHost {
  const held = new Map<string, Held>();
  let model: Model | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<Reply<T>> => {
    const reply = turn.then(() => sound(work));
    turn = reply;
    return reply;
  };
  /** Inputs of rows of what is held; the evaluator asks for parts of one slice at a time. */
  const reader = (of: () => Held | undefined) => {
    let known: { held: Held; places: Map<number, number> } | null = null;
    return (rows: ExampleSlice): Float32Array => {
      const all = of();
      if (!all) throw new FailureError({ kind: "unexpected", message: "These examples were not handed over." });
      if (known?.held !== all)
        known = { held: all, places: new Map(Array.from(all.rows, (row, place) => [row, place])) };
      const size = all.inputs.length / all.rows.length;
      const inputs = new Float32Array(rows.length * size);
      rows.forEach((row, place) => {
        const from = (known?.places.get(row) ?? 0) * size;
        inputs.set(all.inputs.subarray(from, from + size), place * size);
      });
      return inputs;
    };
  };
  let present: { readonly evaluator: OwnedEvaluator; readonly playing: string } | null = null;
  let reads = "";
  const evaluatorOf = (network: Model, groups: readonly GroupId[] | undefined): OwnedEvaluator => {
    const playing = JSON.stringify(groups ?? null);
    if (present?.playing !== playing) {
      present?.evaluator.dispose();
      present = null;
      const inputsOf = reader(() => held.get(reads));
      present = { evaluator: parts.evaluator(network, inputsOf, groups), playing };
    }
    return present.evaluator;
  };
  const asked = (name: string, groups: readonly GroupId[] | undefined) => {
    const examples = held.get(name)?.rows;
    if (!model || !examples)
      throw new FailureError({ kind: "unexpected", message: "This worker has not been started on these examples." });
    reads = name;
    return { evaluator: evaluatorOf(model, groups), examples };
  };
  return {
    start: ({ model: network, backend }) =>
      inTurn(async () => {
        const { name } = await parts.chooseBackend(backend);
        // another backend would give other numbers than the rest of the pool
        if (name !== backend)
          throw new FailureError({
            kind: "backend-unavailable",
            message: `A second worker could not start ${backend}.`,
            advice: "The lab goes on with one worker.",
          });
        model = network;
        return null;
      }),
    hold: (name, rows, inputs) =>
      inTurn(async () => {
        held.set(name, { rows, inputs });
        return null;
      }),
    release: (name) =>
      inTurn(async () => {
        held.delete(name);
        return null;
      }),
    outputs: (batch, name, gains, groups) =>
      inTurn(async () => {
        const { evaluator, examples } = asked(name, groups);
        return evaluator.outputs(batch, examples, gains);
      }),
    payoffs: (batch, name, { labels, payoff, what, playing }) =>
      inTurn(async () => {
        const { evaluator, examples } = asked(name, playing);
        const ask = what === "means" ? meanExamplePayoffs : examplePayoffs;
        return ask(evaluator, batch, examples, labels, payoff);
      }),
    held: () => inTurn(async () => (await present?.evaluator.held?.()) ?? memoryTogether([])),
  };
}
