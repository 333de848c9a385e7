import { channelChanges, measurements, type Pairing, plainPairing, spans, type Values } from "../dataset/pairing.ts";
import { either, fieldsOf, listOf, number, oneOf, orAbsent, orNull, pairOf, type Reader, truth } from "./reader.ts";

const kindIs = (kind: string) => (value: unknown) =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
const order = oneOf("channels-last", "channels-first");
const side = oneOf("before", "after");

const values: Reader<Values> = either(
  kindIs("affine"),
  fieldsOf<Extract<Values, { kind: "affine" }>>({
    kind: oneOf("affine"),
    scale: listOf(number),
    offset: listOf(number),
    measured: orAbsent(fieldsOf({ what: oneOf(...measurements), per: oneOf(...spans) })),
  }),
  either(
    kindIs("unit-length"),
    fieldsOf<Extract<Values, { kind: "unit-length" }>>({
      kind: oneOf("unit-length"),
      along: oneOf("columns", "rows", "everything"),
    }),
    fieldsOf<Extract<Values, { kind: "per-image" }>>({ kind: oneOf("per-image") }),
  ),
);

/** A pairing as records have it since version 2. */
export const pairing: Reader<Pairing> = fieldsOf<Pairing>({
  image: orNull(fieldsOf({ plane: pairOf(number), order })),
  transposed: truth,
  resize: orNull(pairOf(number)),
  channels: oneOf(...channelChanges),
  written: order,
  invertedFrom: orNull(number),
  values,
  text: orNull(fieldsOf({ pad: side, cut: side })),
  classes: orNull(listOf(number)),
});

const firstPairing = fieldsOf({
  resize: orNull(fieldsOf({ from: pairOf(number), to: pairOf(number) })),
  scale: number,
  offset: number,
});

/** A pairing as records of version 1 have it: a resizing, one factor and one offset. */
export const pairingOfVersion1: Reader<Pairing> = (value, path) => {
  const { resize, scale, offset } = firstPairing(value, path);
  return {
    ...plainPairing,
    image: resize && { plane: resize.from, order: "channels-last" },
    resize: resize === null ? null : resize.to,
    values: { kind: "affine", scale: [scale], offset: [offset] },
  };
};
