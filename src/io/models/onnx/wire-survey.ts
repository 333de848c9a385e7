import { FailureError } from "../../../core/failure.ts";

const mostFields = 2_000_000;
/** Whole numbers as varints: a byte of the file becomes an object of some forty. */
const mostVarintBytes = 8 * 1024 * 1024;

interface MessageShape {
  readonly nested: ReadonlyMap<number, MessageShape>;
  /** Fields of packed varints. */
  readonly varints: ReadonlySet<number>;
}

const message = (nested: readonly [number, MessageShape][], varints: readonly number[] = []): MessageShape => ({
  nested: new Map(nested),
  varints: new Set(varints),
});
const tensor = message([[13, message([])]], [1, 5, 7, 11]);
const type = message([[1, message([[2, message([[1, message([])]])]])]]);
const valueInfo = message([[2, type]]);
const node = message([[5, message([[5, tensor]], [8])]]);
const graph = message([
  [1, node],
  [5, tensor],
  [11, valueInfo],
  [12, valueInfo],
  [13, valueInfo],
]);
const model = message([
  [7, graph],
  [8, message([])],
]);

/**
 * Walks the wire format once, before anything is made of it, so that no small file becomes a large object: counts of
 * fields and of packed whole numbers are bounded, lengths lie inside of what holds them.
 * @throws FailureError file-damaged, file-too-large
 */
export function surveyWire(name: string, bytes: Uint8Array): void {
  let fields = 0;
  let varintBytes = 0;
  let at = 0;
  const damaged = (what: string): FailureError =>
    new FailureError({
      kind: "file-damaged",
      message: `${name} is not a whole ONNX file: ${what}.`,
      where: `${name}, byte ${at}`,
      advice: "Fetch or export the file again.",
    });
  const varint = (end: number): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined || at >= end) throw damaged("it ends in the middle of a number");
      at++;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw damaged("a number is longer than 64 bits");
  };
  const walk = (shape: MessageShape, end: number): void => {
    while (at < end) {
      fields++;
      if (fields > mostFields) throw tooMany(name, `more than ${mostFields} fields`);
      const tag = varint(end);
      const wire = tag % 8;
      if (wire === 0) varint(end);
      else if (wire === 1) at += 8;
      else if (wire === 5) at += 4;
      else if (wire === 2) {
        const length = varint(end);
        const to = at + length;
        if (to > end) throw damaged("a part of it is said to be longer than what is there");
        const field = Math.floor(tag / 8);
        const inside = shape.nested.get(field);
        if (shape.varints.has(field)) varintBytes += length;
        if (varintBytes > mostVarintBytes) throw tooMany(name, "too many whole numbers, one by one");
        if (inside !== undefined) walk(inside, to);
        at = to;
      } else throw damaged("it holds a field of a kind that ONNX does not have");
      if (at > end) throw damaged("a field reaches over the end of what holds it");
    }
  };
  walk(model, bytes.length);
}

function tooMany(name: string, what: string): FailureError {
  return new FailureError({
    kind: "file-too-large",
    message: `${name} holds ${what}; Quorum stopped reading it.`,
    where: name,
    advice: "Export the model again, with its weights as raw data.",
  });
}
