import type { Dataset } from "../../../core/dataset/dataset.ts";
import { FailureError } from "../../../core/failure.ts";
import { valueRange } from "../value-range.ts";

const side = 32;
const plane = side * side;

/** How a record begins: CIFAR-10 with the class, CIFAR-100 with the coarse and the fine class. */
export interface CifarLayout {
  readonly labelBytes: 1 | 2;
  /** Place of the label within the record. */
  readonly labelAt: 0 | 1;
  readonly classes: number;
}

export const cifar10: CifarLayout = { labelBytes: 1, labelAt: 0, classes: 10 };
export const cifar100Fine: CifarLayout = { labelBytes: 2, labelAt: 1, classes: 100 };

/**
 * Records of CIFAR's binary version: label bytes, then 32 x 32 red, green and blue bytes plane by plane, turned to
 * 32 x 32 x 3 (cs.toronto.edu/~kriz/cifar.html).
 * @throws FailureError file-damaged where the length is no whole number of records; dataset-invalid for labels out of range
 */
export function readCifar(name: string, bytes: Uint8Array, { labelBytes, labelAt, classes }: CifarLayout): Dataset {
  const record = labelBytes + 3 * plane;
  const count = bytes.length / record;
  if (!Number.isInteger(count) || count === 0)
    throw new FailureError({
      kind: "file-damaged",
      message: `${name} has ${bytes.length} bytes, which is no whole number of records of ${record} bytes.`,
      where: `${name}, byte ${Math.floor(count) * record}`,
      advice: "Fetch the file again.",
    });
  const inputs = new Uint8Array(count * 3 * plane);
  const labels = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const start = row * record;
    const label = bytes[start + labelAt] ?? 0;
    if (label >= classes)
      throw new FailureError({
        kind: "dataset-invalid",
        message: `Record ${row} of ${name} has the label ${label}; there are ${classes} classes, numbered from 0.`,
        where: `${name}, byte ${start + labelAt}`,
        advice: "Fetch the file again.",
      });
    labels[row] = label;
    const from = start + labelBytes;
    const to = row * 3 * plane;
    for (let place = 0; place < plane; place++)
      for (let channel = 0; channel < 3; channel++)
        inputs[to + place * 3 + channel] = bytes[from + channel * plane + place] ?? 0;
  }
  const classNames = Array.from({ length: classes }, (_, index) => String(index));
  return { name, count, shape: [side, side, 3], inputs, labels, classNames, range: valueRange(inputs) };
}
