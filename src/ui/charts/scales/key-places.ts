/** Where the entries of a key stand, in lines that are as wide as they may be. */
export interface KeyPlaces {
  readonly places: readonly { readonly x: number; readonly line: number }[];
  readonly lines: number;
}

/** Pixels that a letter of a key takes. */
const letter = 6.8;

/** @param sign pixels that the sign before each name takes */
export function keyPlaces(names: readonly string[], width: number, sign: number): KeyPlaces {
  let [x, line] = [0, 0];
  const places = names.map((name) => {
    const wide = sign + 20 + letter * name.length;
    if (x > 0 && x + wide - 14 > width) [x, line] = [0, line + 1];
    const place = { x, line };
    x += wide;
    return place;
  });
  return { places, lines: names.length === 0 ? 0 : line + 1 };
}
