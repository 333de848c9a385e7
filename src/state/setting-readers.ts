import { type ExamplesEach, fewestExamplesEach } from "../core/game/example-blocks.ts";

/** Reads one setting from text: undefined where the text makes no sense, with words for what was expected. */
export interface Reader<T> {
  readonly expected: string;
  read(text: string): T | undefined;
}

export function wholeFrom(low: number, high: number): Reader<number> {
  return {
    expected: `a whole number from ${low} to ${high}`,
    read: (text) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= low && value <= high ? value : undefined;
    },
  };
}

export function numberFrom(low: number, high: number): Reader<number> {
  return {
    expected: `a number from ${low} to ${high}`,
    read: (text) => {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      return value >= low && value <= high ? value : undefined;
    },
  };
}

/** Examples a coalition: all, as many as balance the noises, or so many. */
export const examplesFrom: Reader<ExamplesEach> = {
  expected: `all, balanced or a whole number from ${fewestExamplesEach} on`,
  read: (text) => (text === "all" || text === "balanced" ? text : wholeFrom(fewestExamplesEach, 1_000_000).read(text)),
};

/** A name out of a list that is kept elsewhere. */
export function nameFrom(expected: string, knows: (name: string) => boolean): Reader<string> {
  return { expected, read: (text) => (knows(text) ? text : undefined) };
}

export function wordFrom<T extends string>(words: readonly T[]): Reader<T> {
  return { expected: `one of ${words.join(", ")}`, read: (text) => words.find((word) => word === text) };
}

export const switchFrom: Reader<boolean> = {
  expected: "true or false",
  read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
};

/** Kept fractions: at least two, within (0, 1], sorted and without doubles whatever their order in the text. */
export const fractionsFrom: Reader<readonly number[]> = {
  expected: "two or more numbers above 0 and at most 1, with commas between",
  read: (text) => {
    const values = [...new Set(text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part))))];
    return values.length >= 2 && values.every((value) => value > 0 && value <= 1)
      ? values.sort((a, b) => a - b)
      : undefined;
  },
};
