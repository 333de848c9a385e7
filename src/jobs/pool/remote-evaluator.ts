import type { GroupId } from "../../core/dependency/dependency-graph.ts";
import { FailureError, type Reply } from "../../core/failure.ts";
import { emptyBatch } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../../core/game/evaluator.ts";
import type { Model } from "../../core/model/model.ts";
import type { BackendName } from "../contract.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";
import type { EvaluatorHost } from "./evaluator-host.ts";

/** The other side of an evaluator worker. */
export interface EvaluatorLink {
  /** Calls reject once the worker has died; none pends for ever. */
  readonly host: EvaluatorHost;
  terminate(): void;
}

export interface RemoteEvaluator extends OwnedEvaluator {
  /** The worker with the units of these groups alone playing, so many; it is left to itself when that is disposed of. */
  onlyPlaying(groups: readonly GroupId[], players: number): OwnedEvaluator;
}

/** Slices of examples whose inputs one worker holds; the oldest go first. */
const slicesHeld = 4;

function taken<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new FailureError(reply.failure);
}

/**
 * An evaluator in a worker of its own. Inputs cross once for every slice of examples; several calls may be in flight,
 * and are answered in turn.
 */
export function remoteEvaluator(
  link: EvaluatorLink,
  model: Model,
  players: number,
  backend: BackendName,
  inputsOf: (rows: ExampleSlice) => Float32Array,
): RemoteEvaluator {
  const { host } = link;
  const started = host.start({ model, backend });
  started.catch(() => {});
  const names = new Map<string, string>();
  let count = 0;

  /** The name under which the worker holds these rows; messages keep their order, so nothing is waited for. */
  function nameOf(rows: ExampleSlice): string {
    const key = `${rows.length}:${rows.join()}`;
    const known = names.get(key);
    if (known !== undefined) {
      // the latest last
      names.delete(key);
      names.set(key, known);
      return known;
    }
    for (const [old, name] of names) {
      if (names.size < slicesHeld) break;
      names.delete(old);
      host.release(name).catch(() => {});
    }
    count += 1;
    const name = `slice ${count}`;
    names.set(key, name);
    host.hold(name, rows, inputsOf(rows)).catch(() => {});
    return name;
  }

  /** The evaluator of all groups, or of some. */
  const playing = (count: number, groups: readonly GroupId[] | undefined) => {
    const outputs: OwnedEvaluator["outputs"] = async (batch, examples, gains) => {
      taken(await started);
      return taken(await host.outputs(batch, nameOf(examples), gains, groups));
    };
    return {
      players: count,
      outputs,
      async warm(examples: ExampleSlice, rows: number) {
        const batch = emptyBatch(rows, count);
        await outputs({ ...batch, members: batch.members.fill(1) }, examples.slice(0, 1));
      },
      held: async () => taken(await host.held()),
    };
  };

  return {
    ...playing(players, undefined),
    onlyPlaying: (groups, count) => ({ ...playing(count, groups), dispose: () => {} }),
    dispose: () => link.terminate(),
  };
}
