import { failureOf } from "../../core/failure.ts";
import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import type { ExampleSlice, Outputs } from "../../core/game/evaluator.ts";
import { examplePayoffs, meanExamplePayoffs } from "../../core/game/example-payoffs.ts";
import { type MeanPayoff, meansOf } from "../../core/game/per-example-payoff.ts";
import { memoryTogether } from "../evaluation-report.ts";
import type { OwnedEvaluator } from "../lab-parts.ts";
import { alikeTogether, batchAt, type Piece, piecesOf, valuesAt } from "./pieces.ts";

/** Pieces that a member has been asked for at a time: the next one waits where it is computed, not where it is sent. */
const inFlight = 2;

/** What a member gives for a piece: numbers row by row, each row's example by example. */
interface Part {
  readonly values: Float32Array | Float64Array | Uint8Array;
}

/**
 * Several evaluators of the same network as one. Each takes the next piece of a batch as it gets free; every coalition
 * and example is computed as it would be alone, so that the split changes no number but by rounding: which sums a member
 * keeps, and so their order, depends on what it was asked before. A member that fails is left out from then on and its
 * piece goes to another; the last resort is `alone`. `held` says why.
 * @param alone makes an evaluator in this thread, once nobody else is left
 */
export function pooledEvaluator(members: readonly OwnedEvaluator[], alone: () => OwnedEvaluator): OwnedEvaluator {
  const living = [...members];
  const lost: string[] = [];
  let last: OwnedEvaluator | null = null;
  const players = members[0]?.players ?? alone().players;

  function leaveOut(member: OwnedEvaluator, error: unknown): void {
    const place = living.indexOf(member);
    if (place < 0) return;
    living.splice(place, 1);
    member.dispose();
    lost.push(failureOf(error).message);
  }

  /**
   * Has the members play a batch and puts what they give in its place.
   * @param play what a member is asked for
   * @param room for the whole, once the first part shows of what kind it is
   */
  async function gathered<P extends Part>(
    batch: CoalitionBatch,
    examples: ExampleSlice,
    play: (member: OwnedEvaluator, batch: CoalitionBatch, examples: ExampleSlice, piece: Piece) => Promise<P>,
    room: (part: P, perExample: number) => P,
    order: Int32Array,
  ): Promise<P | null> {
    const waiting = piecesOf(batch.rows, examples.length, Math.max(1, living.length)).reverse();
    let whole: P | null = null;
    const played = async (member: OwnedEvaluator, piece: Piece): Promise<void> => {
      const { fromPlace, toPlace, fromExample, toExample } = piece;
      const length = toExample - fromExample;
      const slice = length === examples.length ? examples : examples.slice(fromExample, toExample);
      const part = await play(member, batchAt(batch, order, piece), slice, piece);
      const perRow = part.values.length / (toPlace - fromPlace);
      whole ??= room(part, perRow / length);
      const stride = whole.values.length / batch.rows;
      for (let place = fromPlace; place < toPlace; place++) {
        const from = (place - fromPlace) * perRow;
        const at = (order[place] ?? place) * stride + (fromExample * perRow) / length;
        whole.values.set(part.values.subarray(from, from + perRow), at);
      }
    };
    /** Takes pieces until there are none; a piece that fails goes back. */
    const lane = async (member: OwnedEvaluator): Promise<void> => {
      for (let piece = waiting.pop(); piece; piece = waiting.pop())
        try {
          await played(member, piece);
        } catch (error) {
          waiting.push(piece);
          leaveOut(member, error);
          return;
        }
    };
    while (waiting.length > 0 && living.length > 0)
      await Promise.all(living.flatMap((member) => Array.from({ length: inFlight }, () => lane(member))));
    for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
      last ??= alone();
      await played(last, piece);
    }
    return whole;
  }

  async function outputs(batch: CoalitionBatch, examples: ExampleSlice, gains?: Float32Array): Promise<Outputs> {
    const order = alikeTogether(batch);
    const whole = await gathered<Outputs>(
      batch,
      examples,
      (member, part, slice, piece) =>
        member.outputs(part, slice, gains && valuesAt(gains, order, piece, new Float32Array(part.members.length))),
      (part, width) => ({
        ...part,
        rows: batch.rows,
        examples: examples.length,
        values: new Float32Array(batch.rows * examples.length * width),
      }),
      order,
    );
    return whole ?? { rows: 0, examples: examples.length, width: 0, kind: "probabilities", values: new Float32Array() };
  }

  /** What each example gives; the members work it out, so that neither is sent what nobody reads. */
  async function payoffs(batch: CoalitionBatch, examples: ExampleSlice, labels: Int32Array, payoff: MeanPayoff) {
    const whole = await gathered<{ values: Uint8Array | Float64Array }>(
      batch,
      examples,
      async (member, part, slice, { fromExample, toExample }) => ({
        values: await examplePayoffs(member, part, slice, labels.subarray(fromExample, toExample), payoff),
      }),
      ({ values }) => {
        const size = batch.rows * examples.length;
        return { values: values instanceof Uint8Array ? new Uint8Array(size) : new Float64Array(size) };
      },
      alikeTogether(batch),
    );
    return whole?.values ?? new Uint8Array();
  }
  return {
    players,
    outputs,
    payoffs,
    async meanPayoffs(batch, examples, labels, payoff) {
      // a mean of parts' means would round otherwise than the whole's
      if (batch.rows < living.length)
        return meansOf(await payoffs(batch, examples, labels, payoff), batch.rows, examples.length);
      const whole = await gathered<{ values: Float64Array }>(
        batch,
        examples,
        async (member, part, slice) => ({ values: await meanExamplePayoffs(member, part, slice, labels, payoff) }),
        () => ({ values: new Float64Array(batch.rows) }),
        alikeTogether(batch),
      );
      return whole?.values ?? new Float64Array();
    },
    async warm(examples, rows) {
      await Promise.all(
        [...living].map((member) => member.warm(examples, rows).catch((error) => leaveOut(member, error))),
      );
    },
    async held() {
      const all = [...living, ...(last ? [last] : [])];
      const each = await Promise.all(all.map((one) => one.held?.().catch((error) => leaveOut(one, error))));
      return { ...memoryTogether(each.flatMap((held) => held ?? [])), ...(lost.length > 0 ? { lost: [...lost] } : {}) };
    },
    dispose() {
      for (const member of living.splice(0)) member.dispose();
      last?.dispose();
      last = null;
    },
  };
}
