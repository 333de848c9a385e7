import { FailureError } from "../../core/failure.ts";
import type { Outputs } from "../../core/game/evaluator.ts";
import { votesOf } from "../../core/game/predictions.ts";
import { type Score, scoresOf } from "../../core/game/score.ts";
import { costOf } from "../../core/model/cost.ts";
import { outputKindOf } from "../../core/model/output-kind.ts";
import { largestGap, largestRelativeGap } from "../gaps.ts";
import type { Job } from "../host.ts";

/** Examples whose predicted class differs. */
function flippedVotes(a: Outputs, b: Outputs): number {
  const [before, after] = [Array.from(votesOf(a)), votesOf(b)];
  return before.filter((vote, example) => vote !== after[example]).length;
}

/** Meant for a fresh worker: opens the exported file anew, also with a reader that is not Quorum's where there is one, and compares with the masked network. */
export const verify: Job<"verify"> = async function* (bench, { exported }) {
  const { probe, bytes, fileName } = exported;
  if (!probe)
    throw new FailureError({ kind: "verification-failed", message: "The export was not finished.", where: fileName });
  await bench.parts.chooseBackend(exported.backend);
  const file = { name: fileName, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
  // the file may leave its size open, and weights without an architecture say none
  const { model: opened, failures, missing } = await bench.parts.assemble([file], probe.inputShape);
  if (!opened)
    throw new FailureError({
      kind: "verification-failed",
      message: "The exported file could not be opened again.",
      where: fileName,
      details: [...failures.map(({ message }) => message), ...missing].join(" "),
    });
  const { examples } = probe;
  const place = Math.max(0, opened.outputs.indexOf(exported.output));
  const model = { ...opened.model, output: opened.outputs[place] ?? opened.model.output };
  const again = await bench.parts.predict(model, probe.inputs, examples);
  const other = await bench.parts.predictIndependently(exported, probe.inputs, probe.inputShape, {
    name: exported.output,
    place,
  });
  const kind = outputKindOf(model);
  const given = (values: Float32Array) => ({ rows: 1, examples, width: probe.outputWidth, kind, values });
  const scored = (values: Float32Array) => scoresOf(given(values), probe.truth)[0] as Score;
  const answer = {
    difference: largestGap(probe.outputs, again),
    independent: other && { reader: other.reader, difference: largestGap(probe.outputs, other.outputs) },
    relative: Math.max(
      ...[again, ...(other ? [other.outputs] : [])].map((each) => largestRelativeGap(probe.outputs, each)),
    ),
    accuracy: scored(again),
    maskedAccuracy: scored(probe.outputs),
    flipped: probe.truth.kind === "values" ? 0 : flippedVotes(given(probe.outputs), given(again)),
    cost: costOf(model),
    sha256: await bench.parts.sha256(bytes),
  };
  yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
  return answer;
};
