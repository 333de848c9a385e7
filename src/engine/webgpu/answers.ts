import type { OutputKind } from "../../core/game/evaluator.ts";
import type { MeanPayoff } from "../../core/game/per-example-payoff.ts";
import { eachShader, outputsShader, sumsShader } from "./answer-shaders.ts";
import type { Shader } from "./shader.ts";

/** What is read back of a pass: all outputs, what each example gives, or the sum of that. */
export type Ask =
  | { readonly what: "outputs" }
  | { readonly what: "each" | "sums"; readonly payoff: MeanPayoff; readonly labels: Int32Array };

/** How an answer is computed and read back. */
export interface AnswerForm {
  readonly shader: Shader;
  /** Invocations along x, and workgroups where each is one coalition. */
  readonly columns: number;
  readonly groups: number | null;
  /** Numbers of one coalition. */
  readonly length: number;
}

export function answerForm(ask: Ask, kind: OutputKind, examples: number, quads: number, width: number): AnswerForm {
  if (ask.what === "outputs")
    return { shader: outputsShader(), columns: examples * width, groups: null, length: examples * width };
  if (ask.what === "sums") return { shader: sumsShader(kind, ask.payoff), columns: quads, groups: 1, length: 1 };
  const bytes = ask.payoff === "accuracy" || ask.payoff === "agreement";
  return { shader: eachShader(kind, ask.payoff), columns: quads, groups: null, length: bytes ? quads : 4 * quads };
}
