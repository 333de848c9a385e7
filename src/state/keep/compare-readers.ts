import type { ClassDamage } from "../../core/compare/class-damage.ts";
import type { ExampleWords } from "../../core/dataset/example-words.ts";
import { listOf, number, oneOf, orAbsent, orNull, pairOf, type Reader, text } from "../../core/experiment/reader.ts";
import type { CompareSpec, Comparison, Flip, Latency, LatencySpec } from "../../jobs/compare-contract.ts";
import type { ComparedNetwork } from "../compared-network.ts";
import { cost, repairedSelection, score } from "./figure-readers.ts";
import { arrayOf, count, having, texts } from "./shape-readers.ts";

/** Readers of comparisons with the full network and of measured latency. */

const part = oneOf("validation", "test");
export const compareSpec =
  (players: number): Reader<CompareSpec> =>
  (value, path) => {
    repairedSelection(players)(value, path);
    return having<CompareSpec>({ part, shown: count })(value, path);
  };

const reliability = having<NonNullable<Comparison["reliability"]>["full"]>({
  error: number,
  interval: pairOf(number),
  bins: listOf(having({ from: number, to: number, examples: number, confidence: number, accuracy: number })),
});
type TextWords = Extract<ExampleWords, { kind: "text" }>;
type ColumnWords = Extract<ExampleWords, { kind: "columns" }>;
const answer = having<Flip["full"]>({ vote: number, probability: orNull(number) });

const exampleWords: Reader<ExampleWords> = (value, path) => {
  const { kind } = having<{ kind: ExampleWords["kind"] }>({ kind: oneOf("text", "columns") })(value, path);
  return kind === "text"
    ? having<TextWords>({ text: orNull(text), read: text })(value, path)
    : having<ColumnWords>({ cells: listOf(having({ name: text, value: number })), more: count })(value, path);
};

export const comparison: Reader<Comparison> = (value, path) => {
  const { inputShape } = having<Comparison>({ inputShape: listOf(count) })(value, path);
  const input = arrayOf(
    Float32Array,
    inputShape.reduce((product, size) => product * size, 1),
  );
  return having<Comparison>({
    part,
    examples: number,
    full: orNull(score),
    pruned: orNull(score),
    cost,
    size: count,
    right: having({ full: arrayOf(Uint8Array), pruned: arrayOf(Uint8Array) }),
    paired: orNull(
      having<NonNullable<Comparison["paired"]>>({
        examples: number,
        onlyFirst: number,
        onlySecond: number,
        difference: number,
        interval: pairOf(number),
        exactP: number,
        midP: number,
      }),
    ),
    classes: listOf(having<ClassDamage>({ label: number, examples: number, full: score, pruned: score })),
    reliability: orNull(having({ full: reliability, pruned: reliability })),
    flipped: having({ lost: number, won: number, other: number }),
    flips: listOf(
      having<Flip>({
        row: count,
        kind: oneOf("lost", "won", "other"),
        label: orNull(number),
        full: answer,
        pruned: answer,
        input,
        words: orAbsent(exampleWords),
      }),
    ),
  })(value, path);
};

export const latencySpec =
  (players: number): Reader<LatencySpec> =>
  (value, path) => {
    repairedSelection(players)(value, path);
    return having<LatencySpec>({ batch: count, rounds: count })(value, path);
  };

const passTime = having<NonNullable<Latency["full"]>>({ median: number, quartiles: pairOf(number) });
export const latency = having<Latency>({
  batch: number,
  rounds: number,
  backend: oneOf("webgpu", "wasm", "cpu"),
  adapter: text,
  passesATime: number,
  times: having({ full: arrayOf(Float64Array), pruned: arrayOf(Float64Array) }),
  full: orNull(passTime),
  pruned: orNull(passTime),
  ratio: orNull(having({ value: number, interval: orNull(pairOf(number)) })),
});

export const comparedNetwork =
  (players: number): Reader<ComparedNetwork> =>
  (value, path) => {
    repairedSelection(players)(value, path);
    return having<ComparedNetwork>({
      id: text,
      name: text,
      run: text,
      size: count,
      repair: orNull(text),
      repairs: texts,
      evaluations: number,
      compared: having<ComparedNetwork["compared"]>({ validation: orAbsent(comparison), test: orAbsent(comparison) }),
      latencies: listOf(latency),
    })(value, path);
  };
