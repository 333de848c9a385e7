import type { Preflight, PreflightLayer } from "../../../core/dependency/preflight.ts";

/** One layer with units, as a row of the map, or the input as its head. */
export interface NetworkRow {
  readonly id: string;
  /** What the layer is, such as "conv 5 × 5, 6 filters, relu". */
  readonly words: string;
  readonly kind: PreflightLayer["kind"];
  /** The player that each output channel is; -1 for one that must stay. */
  readonly units: Int32Array;
  /** Why channels must stay; null where none has to. */
  readonly frozen: string | null;
  /** What follows before the next row, a few words each: "batch norm", "max pool 2 × 2", "add conv1". */
  readonly after: readonly string[];
  /** Groups whose units are among its channels, and those whose units it reads. */
  readonly groups: readonly string[];
  readonly reads: readonly string[];
}

/** The words before the first comma: "batch norm, 16 channels" is "batch norm". */
const brief = (words: string): string => words.split(",", 1)[0] ?? words;

/** Units of a layer of a report that does not number them: those of its groups in order. */
function unitsByGroup({ channels, groups }: PreflightLayer, preflight: Preflight): number[] {
  let first = 0;
  const units: number[] = [];
  for (const { id, width } of preflight.groups) {
    if (groups.includes(id)) for (let unit = 0; unit < width; unit++) units.push(first + unit);
    first += width;
  }
  return [...units, ...new Array<number>(Math.max(0, channels.total - units.length)).fill(-1)].slice(0, channels.total);
}

const makesChannels = ({ units, standing }: PreflightLayer): boolean => units !== undefined || standing === "prunable";

/** Rows of the map from top to bottom: the input, then every layer that makes channels by its own weights. */
export function networkRows(preflight: Preflight): readonly NetworkRow[] {
  const rows: (Omit<NetworkRow, "after"> & { readonly after: string[] })[] = [];
  /** The row that a layer's output belongs to. */
  const rowOf = new Map<string, number>();
  for (const layer of preflight.layers) {
    const { id, words, kind, inputs } = layer;
    const sources = (inputs ?? []).map((input) => rowOf.get(input) ?? -1);
    const source = sources.length > 0 ? Math.max(...sources) : rows.length - 1;
    if (!makesChannels(layer) && kind !== "input") {
      const others = [...new Set(sources)].filter((row) => row !== source).flatMap((row) => rows[row]?.id ?? []);
      const row = rows[source];
      row?.after.push([brief(words).replace(/^add \d+$/, "add"), ...others].join(" "));
      rowOf.set(id, source);
      continue;
    }
    rowOf.set(id, rows.length);
    rows.push({
      id,
      words,
      kind,
      units: Int32Array.from(kind === "input" ? [] : (layer.units ?? unitsByGroup(layer, preflight))),
      frozen: layer.frozen ?? null,
      after: [],
      groups: layer.groups,
      reads: layer.reads,
    });
  }
  return rows;
}

/** A cell of the map. */
export interface MapCell {
  readonly row: number;
  readonly channel: number;
}

/** The cells of each player: several where an addition couples layers. */
export function cellsOfPlayers(rows: readonly NetworkRow[], players: number): readonly (readonly MapCell[])[] {
  const cells = Array.from({ length: players }, (): MapCell[] => []);
  rows.forEach(({ units }, row) => {
    units.forEach((player, channel) => {
      cells[player]?.push({ row, channel });
    });
  });
  return cells;
}
