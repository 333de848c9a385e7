import type { DependencyGraph, GroupId } from "../dependency/dependency-graph.ts";

/** Which unit each player of the game is. Player numbers run through the groups in order. */
export interface Players {
  readonly count: number;
  /** The groups that play, in order. */
  readonly groups: readonly GroupId[];
  /** Index into `groups`, a player each. */
  readonly groupOf: Int32Array;
  /** Unit number within its group, a player each. */
  readonly unitOf: Int32Array;
  /** Unit number among all units of the dependency graph (see `DependencyGraph.unitOffset`), a player each. */
  readonly graphUnitOf: Int32Array;
}

/**
 * The players: every unit of the groups in scope.
 * @param scope groups that play; all of them if left out. Units of other groups are always present.
 */
export function playersOf(graph: DependencyGraph, scope?: readonly GroupId[]): Players {
  const chosen = graph.groups.flatMap((group, index) =>
    scope === undefined || scope.includes(group.id) ? [{ group, index }] : [],
  );
  const count = chosen.reduce((sum, { group }) => sum + group.width, 0);
  const groupOf = new Int32Array(count);
  const unitOf = new Int32Array(count);
  const graphUnitOf = new Int32Array(count);
  let player = 0;
  chosen.forEach(({ group, index }, place) => {
    for (let unit = 0; unit < group.width; unit++, player++) {
      groupOf[player] = place;
      unitOf[player] = unit;
      graphUnitOf[player] = graph.unitOffset[index] + unit;
    }
  });
  return { count, groups: chosen.map(({ group }) => group.id), groupOf, unitOf, graphUnitOf };
}
