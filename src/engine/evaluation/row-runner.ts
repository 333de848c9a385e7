import { activationValue } from "../../core/model/activations.ts";
import type { Activation } from "../../core/model/model.ts";
import type { Kernel, Tile } from "../kernel/kernel.ts";
import type { RowLayout } from "./row-layout.ts";
import type { LinearOp, RowProgramme } from "./row-programme.ts";
import { type RowRecord, tileFloats, tileStrides } from "./row-records.ts";

const { NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;

/** Runs single operations of a programme on one block of examples. */
export interface RowRunner {
  /**
   * @param addresses of all stores, for this block and coalition
   * @param bytes of each row that count: the last block is seldom full
   */
  run(at: number, record: RowRecord, addresses: readonly number[], bytes: number): void;
  /**
   * y = clamp(bias + the kept contributions of the channels that are there): the same to the bit as `run` of an operation
   * that sums by channel.
   * @param units byte offsets of the present channels in the contributions
   */
  sum(at: number, record: RowRecord, contributions: number, units: number, addresses: readonly number[]): void;
}

export function rowRunner(
  kernel: Kernel,
  programme: RowProgramme,
  layout: RowLayout,
  byChannel: readonly boolean[],
  skipsZeros: boolean,
): RowRunner {
  const bytesOf = (store: number): number => programme.stores[store].places * layout.rowBytes;

  function linear(
    at: number,
    op: LinearOp,
    tile: Tile,
    record: RowRecord,
    addresses: readonly number[],
    bytes: number,
  ): void {
    const strides = tileStrides(tile, byChannel[at], op, record.inputCount);
    const run = byChannel[at] ? tile.linearByChannel : tile.linear;
    run(
      addresses[op.x],
      layout.places[at],
      op.taps.starts.length - 1,
      record.inputs[0],
      record.inputCount,
      record.numbers,
      strides.tap,
      strides.channel,
      4 * tileFloats(tile, op, record.inputCount),
      record.outputs,
      Math.ceil(record.channels.length / tile.outputs),
      addresses[op.y],
      bytes,
      op.low,
      op.high,
      layout.list,
      skipsZeros ? 0 : 1,
    );
  }

  /** What the kernel has no function for, one number after the other. */
  function activate(store: number, { name, alpha, beta }: Activation, record: RowRecord, address: number): void {
    const { floats } = kernel;
    const length = bytesOf(store) / 4;
    const starts = Array.from(record.channels, (channel) => (address + channel * layout.channelBytes[store]) / 4);
    if (name === "softmax") throw new Error("the kernel has softmax");
    if (name === "log-softmax") {
      for (let at = 0; at < length; at++) {
        let most = lowest;
        for (const start of starts) most = Math.max(most, floats[start + at]);
        let sum = 0;
        for (const start of starts) sum += Math.exp(floats[start + at] - most);
        const less = most + Math.log(sum);
        for (const start of starts) floats[start + at] -= less;
      }
      return;
    }
    for (const start of starts)
      for (let at = start; at < start + length; at++) floats[at] = activationValue(name, floats[at], alpha, beta);
  }

  return {
    run(at, record, addresses, bytes) {
      const op = programme.ops[at];
      const [first, second] = record.inputs;
      const count = record.channels.length;
      switch (op.kind) {
        case "linear":
          if (record.tile) linear(at, op, record.tile, record, addresses, bytes);
          break;
        case "pool":
          (op.factors ? kernel.mean : kernel.greatest)(
            addresses[op.x],
            layout.places[at],
            op.taps.starts.length - 1,
            first,
            record.outputs,
            count,
            addresses[op.y],
            bytes,
          );
          break;
        case "affine":
          kernel.affine(
            addresses[op.x],
            first,
            addresses[op.y],
            record.outputs,
            count,
            bytesOf(op.y),
            record.numbers,
            op.low,
            op.high,
          );
          break;
        case "add": {
          const y = addresses[op.y];
          kernel.add(
            addresses[op.inputs[0]],
            first,
            addresses[op.inputs[1]],
            second,
            y,
            record.outputs,
            count,
            bytesOf(op.y),
          );
          for (let more = 2; more < op.inputs.length; more++)
            kernel.add(
              y,
              record.outputs,
              addresses[op.inputs[more]],
              record.inputs[more],
              y,
              record.outputs,
              count,
              bytesOf(op.y),
            );
          break;
        }
        case "select":
          for (const channel of record.channels) {
            const to = (addresses[op.y] + channel * layout.channelBytes[op.y]) / 4;
            const length = bytesOf(op.y) / 4;
            const source = op.channels[channel];
            if (source < 0) kernel.floats.fill(0, to, to + length);
            else {
              const from = (addresses[op.stores[channel]] + source * layout.channelBytes[op.stores[channel]]) / 4;
              kernel.floats.copyWithin(to, from, from + length);
            }
          }
          break;
        case "activation": {
          const { name } = op.activation;
          if (name === "softmax" || name === "sigmoid" || name === "tanh")
            kernel[name](addresses[op.y], record.outputs, count, bytesOf(op.y));
          else activate(op.y, op.activation, record, addresses[op.y]);
          break;
        }
      }
    },
    sum(at, record, contributions, units, addresses) {
      const op = programme.ops[at] as LinearOp;
      kernel.sumRows(
        contributions,
        units,
        record.inputCount,
        record.outputs,
        record.biases,
        addresses[op.y],
        record.outputs,
        record.channels.length,
        bytesOf(op.y),
        op.low,
        op.high,
      );
    },
  };
}

export { highest, lowest };
