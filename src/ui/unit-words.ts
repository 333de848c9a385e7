import type { LoadedModel } from "../state/answers.ts";
import { groupWords } from "./group-words.ts";

export interface UnitPlace {
  /** Index into the model's groups. */
  readonly group: number;
  readonly id: string;
  /** Number within the group, from 0. */
  readonly unit: number;
  readonly width: number;
}

/** Where a player stands in the network; null past the last one. */
export function placeOf(groups: LoadedModel["groups"], player: number): UnitPlace | null {
  let first = 0;
  for (const [group, { id, width }] of groups.entries()) {
    if (player < first + width) return { group, id, unit: player - first, width };
    first += width;
  }
  return null;
}

/** "conv2 · filter 7 of 16". */
export function unitWords(model: Pick<LoadedModel, "groups" | "layers">, player: number): string {
  const place = placeOf(model.groups, player);
  if (place === null) return `unit ${player + 1}`;
  const producer = model.groups[place.group]?.producers[0];
  const kind = model.layers.find((layer) => layer.id === producer)?.kind;
  const noun = kind === "conv" ? "filter" : kind === "dense" ? "neuron" : "unit";
  return `${groupWords(place.id)} · ${noun} ${place.unit + 1} of ${place.width}`;
}
