import type { MapCell, NetworkRow } from "../scales/network-rows.ts";

/** What a search found: a unit, or why none. */
export type Found = MapCell | { readonly nothing: string };

const nouns = new Set([
  "unit",
  "units",
  "filter",
  "filters",
  "neuron",
  "channel",
  "cell",
  "layer",
  "the",
  "in",
  "of",
  "number",
  "#",
]);
/** Units of what kind of layer a word means. */
const filters = /\bfilters?\b/;
const most = /^(most powerful|strongest|highest|best|top)\b/;
const least = /^(least powerful|weakest|lowest|worst)\b/;
const unsure = /^(least certain|most uncertain|unsurest)\b/;

const isConvolution = ({ kind, units }: NetworkRow) => kind.includes("conv") && units.some((player) => player >= 0);
const playing = ({ units }: NetworkRow) => units.some((player) => player >= 0);

/** Layers that words name: by their name, its beginning or a part of it, or by their kind. */
function rowsNamed(rows: readonly NetworkRow[], words: string): readonly NetworkRow[] {
  const tests: ((row: NetworkRow) => boolean)[] = [
    ({ id }) => id.toLowerCase() === words,
    ({ id }) => id.toLowerCase().startsWith(words),
    ({ kind }) => kind === words || (kind === "conv" && /^conv(olution)?$/.test(words)),
    ({ id }) => id.toLowerCase().includes(words),
  ];
  return tests.map((test) => rows.filter((row) => playing(row) && test(row))).find(({ length }) => length > 0) ?? [];
}

/** The unit that is first by a value, among those of some rows. */
function first(rows: readonly NetworkRow[], among: readonly NetworkRow[], value: (player: number) => number): Found {
  let best: MapCell | null = null;
  let most = Number.NaN;
  for (const row of among)
    row.units.forEach((player, channel) => {
      const worth = player >= 0 ? value(player) : Number.NaN;
      if (Number.isNaN(worth) || worth <= most) return;
      most = worth;
      best = { row: rows.indexOf(row), channel };
    });
  return best ?? { nothing: "No power is known yet: estimate it first." };
}

/**
 * The unit that a person's words mean, such as "conv1 3", "dense unit 40", "most powerful filter" or "weakest in conv2". Units
 * are counted from 1, as they are named on the page.
 * @param power a player each; NaN where it is not known
 * @param doubt a player each, as far as it is not certain
 */
export function findUnit(
  text: string,
  rows: readonly NetworkRow[],
  power: (player: number) => number,
  doubt: (player: number) => number,
): Found {
  const words = text.trim().toLowerCase().replace(/\s+/g, " ");
  if (words === "") return { nothing: "Write a layer and a number, such as conv1 3." };
  const by = most.test(words)
    ? power
    : least.test(words)
      ? (player: number) => -power(player)
      : unsure.test(words)
        ? (player: number) => (Number.isNaN(power(player)) ? Number.NaN : doubt(player))
        : null;
  const rest = words
    .replace(most, "")
    .replace(least, "")
    .replace(unsure, "")
    .split(" ")
    .filter((word) => word !== "" && !nouns.has(word));
  if (by !== null) {
    const among =
      rest.length > 0 ? rowsNamed(rows, rest.join(" ")) : filters.test(words) ? rows.filter(isConvolution) : rows;
    if (among.length === 0 && rest.length === 0) return { nothing: "This network has no filters that can be pruned." };
    return among.length === 0
      ? { nothing: `No layer with units is called “${rest.join(" ")}”.` }
      : first(rows, among, by);
  }
  const number = /^\d+$/.test(rest.at(-1) ?? "") ? Number(rest.pop()) : 1;
  const name = rest.join(" ");
  const named = name === "" ? rows.filter(playing) : rowsNamed(rows, name);
  if (named.length === 0) return { nothing: `No layer with units is called “${name}”.` };
  const row = named.find(({ units }) => number >= 1 && number <= units.length);
  const [widest] = named;
  if (row === undefined)
    return { nothing: `${widest?.id ?? name} has ${widest?.units.length ?? 0} units; there is no number ${number}.` };
  return (row.units[number - 1] ?? -1) >= 0
    ? { row: rows.indexOf(row), channel: number - 1 }
    : { nothing: `Unit ${number} of ${row.id} must stay; it has no power.` };
}
