import type { GroupId } from "../../core/dependency/dependency-graph.ts";
import { FailureError, failureOf, type Reply } from "../../core/failure.ts";
import { type CoalitionBatch, emptyBatch } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../../core/game/evaluator.ts";
import type { Model } from "../../core/model/model.ts";
import type { BackendName } from "../contract.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";
import type { EvaluatorHost, PayoffsAsked } from "./evaluator-host.ts";

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

/** Times in a row that a worker is started again before its evaluator is given up. */
const mostRestarts = 4;

/** Slices of examples whose inputs one worker holds; the oldest go first. */
const slicesHeld = 4;

function taken<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new FailureError(reply.failure);
}

/**
 * An evaluator in a worker of its own. Inputs cross once for every slice of examples; several calls may be in flight,
 * and are answered in turn. A worker that dies or falls silent is ended and another one does its work.
 * @param start starts a worker
 */
export function remoteEvaluator(
  start: () => EvaluatorLink,
  model: Model,
  players: number,
  backend: BackendName,
  inputsOf: (rows: ExampleSlice) => Float32Array,
): RemoteEvaluator {
  const names = new Map<string, string>();
  let [count, restarts, disposed] = [0, 0, false];
  const begin = () => {
    const link = start();
    const started = link.host.start({ model, backend });
    started.catch(() => {});
    return { link, host: link.host, started };
  };
  let live = begin();
  type Live = typeof live;

  /** Whether there is another worker in place of one that was lost. */
  function goesOn(dead: Live, error: unknown): boolean {
    if (disposed || failureOf(error).kind !== "worker-lost") return false;
    if (live !== dead) return true;
    if (restarts >= mostRestarts) return false;
    restarts += 1;
    dead.link.terminate();
    names.clear();
    live = begin();
    return true;
  }

  /** The name under which the worker holds these rows; messages keep their order, so nothing is waited for. */
  function nameOf({ host }: Live, rows: ExampleSlice): string {
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
  const playing = (count: number, groups: readonly GroupId[] | undefined): Omit<OwnedEvaluator, "dispose"> => {
    /** Asks the worker that lives, and the next one where it dies of it. */
    const answer = async <T>(ask: (own: Live) => Promise<Reply<T>>): Promise<T> => {
      for (;;) {
        const own = live;
        try {
          taken(await own.started);
          if (own !== live) continue;
          const found = taken(await ask(own));
          restarts = 0;
          return found;
        } catch (error) {
          if (!goesOn(own, error)) throw error;
        }
      }
    };
    const outputs: OwnedEvaluator["outputs"] = (batch, examples, gains) =>
      answer((own) => own.host.outputs(batch, nameOf(own, examples), gains, groups));
    const payoffs = <T>(batch: CoalitionBatch, examples: ExampleSlice, asked: Omit<PayoffsAsked, "playing">) =>
      answer((own) => own.host.payoffs(batch, nameOf(own, examples), { ...asked, playing: groups })) as Promise<T>;
    return {
      players: count,
      outputs,
      payoffs: (batch, examples, labels, payoff) => payoffs(batch, examples, { labels, payoff, what: "each" }),
      meanPayoffs: (batch, examples, labels, payoff) => payoffs(batch, examples, { labels, payoff, what: "means" }),
      async warm(examples: ExampleSlice, rows: number) {
        const batch = emptyBatch(rows, count);
        await outputs({ ...batch, members: batch.members.fill(1) }, examples.slice(0, 1));
      },
      held: async () => taken(await live.host.held()),
    };
  };

  return {
    ...playing(players, undefined),
    onlyPlaying: (groups, count) => ({ ...playing(count, groups), dispose: () => {} }),
    dispose() {
      disposed = true;
      live.link.terminate();
    },
  };
}
