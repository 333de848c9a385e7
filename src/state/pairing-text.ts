import {
  type AffineValues,
  channelChanges,
  type MeasuredValues,
  measurements,
  type PairingChoice,
  type Plane,
  spans,
  type Values,
} from "../core/dataset/pairing.ts";
import type { Reader } from "./setting-readers.ts";

/**
 * A pairing, or some of its parts, as a short text for the address, such as
 * `image_28x28*resize_32x32*values_affine_0.0039_0*classes_1,0`. What is left out is for the lab to find.
 */
type Part = keyof PairingChoice;
type Value<P extends Part> = NonNullable<PairingChoice[P]>;

interface Code<P extends Part> {
  write(value: NonNullable<Value<P>>): string;
  read(words: readonly string[]): Value<P> | undefined;
}

const one = <T extends string>(choices: readonly T[], word: string | undefined): T | undefined =>
  choices.find((choice) => choice === word);

function planeFrom(word: string | undefined): Plane | undefined {
  const found = /^(\d{1,5})x(\d{1,5})$/.exec(word ?? "");
  if (!found) return undefined;
  const plane: Plane = [Number(found[1]), Number(found[2])];
  return plane[0] > 0 && plane[1] > 0 ? plane : undefined;
}

/** Numbers with commas between; undefined where one of them is none. */
function numbersFrom(word: string | undefined): number[] | undefined {
  if (word === undefined || word === "") return undefined;
  const numbers = word.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

const orders = ["channels-last", "channels-first"] as const;
const sides = ["before", "after"] as const;
const along = ["columns", "rows", "everything"] as const;

function affineFrom(scale: string | undefined, offset: string | undefined): AffineValues | undefined {
  const [factors, shifts] = [numbersFrom(scale), numbersFrom(offset)];
  if (!factors || !shifts || factors.some((factor) => factor === 0)) return undefined;
  return { kind: "affine", scale: factors, offset: shifts };
}

function valuesFrom([kind, first, second]: readonly string[]): Values | MeasuredValues | undefined {
  if (kind === "affine") return affineFrom(first, second);
  if (kind === "image") return { kind: "per-image" };
  if (kind === "length") {
    const found = one(along, first);
    return found && { kind: "unit-length", along: found };
  }
  if (kind !== "measured") return undefined;
  const [what, per] = [one(measurements, first), one(spans, second)];
  return what && per && { kind: "measured", what, per };
}

function valuesText(values: Values | MeasuredValues): string {
  if (values.kind === "per-image") return "image";
  if (values.kind === "unit-length") return `length_${values.along}`;
  // measured numbers are measured again from the same rows
  const measured = values.kind === "measured" ? values : values.measured;
  if (measured) return `measured_${measured.what}_${measured.per}`;
  return values.kind === "affine" ? `affine_${values.scale.join(",")}_${values.offset.join(",")}` : "";
}

const codes: { readonly [P in Part]-?: Code<P> } = {
  image: {
    write: ({ plane, order }) => `${plane.join("x")}${order === "channels-first" ? "_channels-first" : ""}`,
    read([size, word = "channels-last"]) {
      const [plane, order] = [planeFrom(size), one(orders, word)];
      return plane && order && { plane, order };
    },
  },
  transposed: { write: String, read: ([word]) => (word === "true" ? true : word === "false" ? false : undefined) },
  resize: { write: (plane) => plane.join("x"), read: ([word]) => planeFrom(word) },
  channels: { write: String, read: ([word]) => one(channelChanges, word) },
  written: { write: String, read: ([word]) => one(orders, word) },
  invertedFrom: { write: String, read: ([word]) => numbersFrom(word)?.[0] },
  values: { write: valuesText, read: valuesFrom },
  text: {
    write: ({ pad, cut }) => `${pad}_${cut}`,
    read([first, second]) {
      const [pad, cut] = [one(sides, first), one(sides, second)];
      return pad && cut && { pad, cut };
    },
  },
  classes: {
    write: (classes) => classes.join(","),
    read([word]) {
      const numbers = numbersFrom(word);
      const sound = numbers?.every((number) => Number.isInteger(number) && number >= 0 && number < 65_536);
      return sound && new Set(numbers).size === numbers?.length ? numbers : undefined;
    },
  },
};

const nullable: ReadonlySet<string> = new Set(["image", "resize", "invertedFrom", "text", "classes"]);

/** The short text of a choice; see `pairingFrom`. */
export function pairingText(choice: PairingChoice): string {
  const said = (Object.keys(codes) as Part[]).filter((part) => choice[part] !== undefined);
  return said
    .map((part) => {
      const value = choice[part];
      return `${part}_${value === null ? "none" : codes[part].write(value as never)}`;
    })
    .join("*");
}

/** Reads what `pairingText` writes. */
export const pairingFrom: Reader<PairingChoice> = {
  expected: "parts of a pairing such as values_affine_0.5_0 with * between",
  read(text) {
    const choice: Record<string, unknown> = {};
    for (const said of text.split("*")) {
      const [part = "", ...words] = said.split("_");
      const code = Object.hasOwn(codes, part) ? codes[part as Part] : undefined;
      const value = words[0] === "none" && nullable.has(part) ? null : code?.read(words);
      if (code === undefined || value === undefined) return undefined;
      choice[part] = value;
    }
    return choice as PairingChoice;
  },
};

/** Reads the scale of older addresses: the factor, and after a comma the offset. */
export const scaleFrom: Reader<PairingChoice> = {
  expected: "two numbers with a comma between, the first of them not 0",
  read(text) {
    const [scale, offset, ...more] = text.split(",");
    const values = more.length === 0 ? affineFrom(scale, offset) : undefined;
    return values && { values };
  },
};
