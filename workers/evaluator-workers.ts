import { type Remote, releaseProxy, transfer, wrap } from "comlink";
import { costOf } from "../src/core/model/cost.ts";
import { patienceFor } from "../src/jobs/patience.ts";
import { policedWorker } from "../src/jobs/policed-worker.ts";
import type { EvaluatorHost } from "../src/jobs/pool/evaluator-host.ts";
import type { EvaluatorLink } from "../src/jobs/pool/remote-evaluator.ts";
import { watchWorker } from "../src/jobs/worker-death.ts";
import evaluateAddress from "./evaluate.ts?worker&url";

/** Coalitions that are played between two signs of life, about. */
const coalitionsAPiece = 8;

/** Starts a worker that evaluates coalitions, from within the lab's own worker. */
export function startEvaluatorWorker(): EvaluatorLink {
  const worker = policedWorker(evaluateAddress);
  const remote: Remote<EvaluatorHost> = wrap<EvaluatorHost>(worker);
  let [macs, examples] = [0, 0];
  const { alive, end } = watchWorker(worker, () => patienceFor(macs, examples * coalitionsAPiece));
  return {
    host: {
      start(spec) {
        ({ macs } = costOf(spec.model));
        return alive(remote.start(spec) as ReturnType<EvaluatorHost["start"]>);
      },
      hold(name, rows, inputs) {
        examples = Math.max(examples, rows.length);
        return alive(remote.hold(name, rows, transfer(inputs, [inputs.buffer])) as ReturnType<EvaluatorHost["hold"]>);
      },
      release: (name) => alive(remote.release(name) as ReturnType<EvaluatorHost["release"]>),
      outputs: (batch, name, gains, playing) =>
        alive(remote.outputs(batch, name, gains, playing) as ReturnType<EvaluatorHost["outputs"]>),
      payoffs: (...task) => alive(remote.payoffs(...task) as ReturnType<EvaluatorHost["payoffs"]>),
      held: () => alive(remote.held() as ReturnType<EvaluatorHost["held"]>),
    },
    terminate() {
      end("it is no longer needed");
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
