import type { LoadedModel } from "./answers.ts";
import type { LabState, Side } from "./lab-state.ts";

/** Convolutional groups against all others; where there is only one kind, the first half against the rest. */
export function proposedSides({
  groups,
  layers,
}: Pick<LoadedModel, "groups" | "layers">): Readonly<Record<string, Side>> {
  const convolutional = groups.map(({ producers }) =>
    layers.some(({ id, kind }) => kind === "conv" && producers.includes(id)),
  );
  const both = convolutional.includes(true) && convolutional.includes(false);
  const isFirst = (place: number) => (both ? convolutional[place] : place < groups.length / 2);
  return Object.fromEntries(groups.map(({ id }, place) => [id, isFirst(place) ? "first" : "second"]));
}

/** In which set a group is: where the person put it, else where the lab proposes. */
export function sideOf(state: LabState, group: string): Side {
  const { model } = state.session.holdings ?? {};
  return state.view.sides[group] ?? (model ? (proposedSides(model)[group] ?? "always") : "always");
}

export function groupsOnSide(state: LabState, side: Side): readonly string[] {
  const groups = state.session.holdings?.model?.groups ?? [];
  return groups.map(({ id }) => id).filter((id) => sideOf(state, id) === side);
}
