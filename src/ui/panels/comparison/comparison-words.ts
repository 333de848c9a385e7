import type { CostAxis } from "../../../state/compared-network.ts";
import type { ComparedPart } from "../../../state/comparison-of.ts";
import { bytesWords, countOf, countWords, rateWords, valueWords } from "../../quantities.ts";

export const partWords: Record<ComparedPart, string> = {
  validation: "validation examples",
  test: "test examples",
};

export const costAxisWords: Record<CostAxis, string> = {
  units: "Units",
  parameters: "Parameters",
  macs: "MACs an example",
  bytes: "Bytes of the weights",
  latency: "Measured time",
};

/** What stands at the axis, with its unit. */
export function costTitle(axis: CostAxis, batch: number): string {
  switch (axis) {
    case "units":
      return "units kept";
    case "parameters":
      return "parameters";
    case "macs":
      return "multiply-accumulates an example";
    case "bytes":
      return "bytes of the weights as 32-bit floats";
    case "latency":
      return `time of a pass of ${countWords(batch)} on this machine, as a share of the full network’s`;
  }
}

/** The same where the figure's title says the rest. */
export function costUnit(axis: CostAxis, batch: number): string {
  return axis === "latency" ? "share of the full network’s time" : costTitle(axis, batch);
}

/** Short enough for a tick: 44k, 1.2M. */
export function tickWords(cost: number): string {
  if (cost >= 1e6) return `${Number((cost / 1e6).toPrecision(3))}M`;
  if (cost >= 1e4) return `${Number((cost / 1e3).toPrecision(3))}k`;
  return cost >= 1000 ? countWords(cost) : valueWords(cost);
}

export function costFigure(axis: CostAxis, cost: number): string {
  switch (axis) {
    case "bytes":
      return bytesWords(cost);
    case "latency":
      return `${rateWords(cost)} of the full network’s time`;
    case "units":
      return countOf(cost, "unit");
    case "parameters":
      return countOf(cost, "parameter");
    case "macs":
      return `${countWords(cost)} MACs`;
  }
}

/** A difference with its sign: "+0.012", "−0.120". */
export function signedWords(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const words = Math.abs(value).toFixed(3);
  return Number(words) === 0 ? "0.000" : `${value < 0 ? "−" : "+"}${words}`;
}

/** "0.031", "< 0.001" */
export function chanceWords(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
