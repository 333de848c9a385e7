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

/** Meant for a fresh worker: opens the exported zip anew, both as Quorum and as tf.loadLayersModel, and compares with the masked network. */
export const verify: Job<"verify"> = async function* (bench, { exported }) {
  const { probe, zip, fileName } = exported;
  if (!probe)
    throw new FailureError({ kind: "verification-failed", message: "The export was not finished.", where: fileName });
  await bench.parts.chooseBackend(exported.backend);
  const { model, failures } = await bench.parts.assemble([
    { name: fileName, blob: new Blob([zip as Uint8Array<ArrayBuffer>]) },
  ]);
  if (!model)
    throw new FailureError({
      kind: "verification-failed",
      message: "The exported file could not be opened again.",
      where: fileName,
      ...(failures[0] ? { details: failures[0].message } : {}),
    });
  const { examples } = probe;
  const again = await bench.parts.predict(model.model, probe.inputs, examples);
  const layersModel = await bench.parts.predictLayersModel(zip, probe.inputs, probe.inputShape);
  const kind = outputKindOf(model.model);
  const given = (values: Float32Array) => ({ rows: 1, examples, width: probe.outputWidth, kind, values });
  const scored = (values: Float32Array) => scoresOf(given(values), probe.truth)[0] as Score;
  const answer = {
    difference: largestGap(probe.outputs, again),
    differenceLayersModel: largestGap(probe.outputs, layersModel),
    relative: Math.max(largestRelativeGap(probe.outputs, again), largestRelativeGap(probe.outputs, layersModel)),
    accuracy: scored(again),
    maskedAccuracy: scored(probe.outputs),
    flipped: probe.truth.kind === "values" ? 0 : flippedVotes(given(probe.outputs), given(again)),
    cost: costOf(model.model),
    sha256: await bench.parts.sha256(zip),
  };
  yield { answer, progress: { done: 1, total: 1, unit: "stages" } };
  return answer;
};
