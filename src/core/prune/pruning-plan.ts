import type { GroupId } from "../dependency/dependency-graph.ts";

/** Which units stay. Groups that are not named stay whole. Plain JSON: it can be kept, sent and replayed. */
export interface PruningPlan {
  readonly keep: readonly {
    readonly group: GroupId;
    /** Kept unit numbers within the group, ascending, at least one. */
    readonly units: readonly number[];
  }[];
}
