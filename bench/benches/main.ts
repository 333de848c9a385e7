import { type BenchResult, median, type Row } from "../bench.ts";
import { runPage } from "../browser-page.ts";
import type { SpeedRound } from "../pages/speed.ts";

/**
 * Coalitions a second in a real browser on wasm: the batched evaluator against a mask-by-mask tfjs loop, interleaved in
 * one run; LeNet-5 (the sample's network), 1,000 examples.
 */
export async function bench(): Promise<BenchResult> {
  const { result, browser } = await runPage<{ backend: string; rounds: SpeedRound[] }>("speed.html");
  const rows: Row[] = [0.225, 0.5].map((kept) => {
    const rounds = result.rounds.filter((round) => round.kept === kept);
    const loop = median(rounds.map((round) => round.loop));
    const batched = median(rounds.map((round) => round.batched));
    return {
      "kept fraction": kept,
      examples: rounds[0]?.examples ?? 0,
      rounds: rounds.length,
      "loop, ms a coalition": Number(loop.toFixed(2)),
      "batched, ms a coalition": Number(batched.toFixed(2)),
      "batched, coalitions a second": Number((1000 / batched).toFixed(1)),
      "median ratio": Number(median(rounds.map((round) => round.loop / round.batched)).toFixed(2)),
      "largest difference": Math.max(...rounds.map((round) => round.difference)),
    };
  });
  const half = result.rounds.filter((round) => round.kept === 0.5);
  return {
    headline: {
      batchedOverLoop: median(half.map((round) => round.loop / round.batched)),
      coalitionsPerSecond: 1000 / median(half.map((round) => round.batched)),
    },
    rows,
    environment: { browser, backend: result.backend },
  };
}
