import { type Remote, releaseProxy, transfer, wrap } from "comlink";
import type { EvaluatorHost } from "../src/jobs/pool/evaluator-host.ts";
import type { EvaluatorLink } from "../src/jobs/pool/remote-evaluator.ts";
import { watchWorker } from "../src/jobs/worker-death.ts";

/** Starts a worker that evaluates coalitions, from within the lab's own worker. */
export function startEvaluatorWorker(): EvaluatorLink {
  const worker = new Worker(new URL("./evaluate.ts", import.meta.url), { type: "module" });
  const remote: Remote<EvaluatorHost> = wrap<EvaluatorHost>(worker);
  const { alive, end } = watchWorker(worker);
  return {
    host: {
      start: (spec) => alive(remote.start(spec) as ReturnType<EvaluatorHost["start"]>),
      hold: (name, rows, inputs) =>
        alive(remote.hold(name, rows, transfer(inputs, [inputs.buffer])) as ReturnType<EvaluatorHost["hold"]>),
      release: (name) => alive(remote.release(name) as ReturnType<EvaluatorHost["release"]>),
      outputs: (batch, name, gains, playing) =>
        alive(remote.outputs(batch, name, gains, playing) as ReturnType<EvaluatorHost["outputs"]>),
      held: () => alive(remote.held() as ReturnType<EvaluatorHost["held"]>),
    },
    terminate() {
      end("it is no longer needed");
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
