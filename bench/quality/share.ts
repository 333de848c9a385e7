/** Which of several processes this is, and whether it computes at all. */
export interface Share {
  /** From 0. */
  readonly place: number;
  readonly of: number;
  /** False: the tables are made of what the cache holds. */
  readonly compute: boolean;
}

/**
 * Reads "2/3" as the second of three processes, "report" as none that computes; nothing is the only one.
 * @throws Error for anything else
 */
export function shareFrom(text: string | undefined): Share {
  if (text === undefined) return { place: 0, of: 1, compute: true };
  if (text === "report") return { place: 0, of: 1, compute: false };
  const [place = 0, of = 0] = text.split("/").map(Number);
  if (!(Number.isInteger(place) && Number.isInteger(of) && place >= 1 && place <= of))
    throw new Error(`a share is written as 1/2, or "report", not ${text}`);
  return { place: place - 1, of, compute: true };
}

/** All of the items, those of this share first, so that every process ends with all of them and none is left out. */
export function ownFirst<T>(items: readonly T[], { place, of }: Share): T[] {
  const own = (_: T, at: number) => at % of === place;
  return [...items.filter(own), ...items.filter((item, at) => !own(item, at))];
}
