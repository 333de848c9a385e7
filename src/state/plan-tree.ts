import type { TrailPoint } from "../core/prune/trail.ts";
import type { Runs } from "./lab-state.ts";
import { type RepairStep, stepsAmong } from "./repairs-of.ts";
import type { Run } from "./run.ts";

/** A run, a point of it that something was made of (or the chosen one), or a step of repair there. */
export type PlanNode = {
  /** Stays the same as long as the thing is there. */
  readonly id: string;
  readonly run: Run<"prune">;
  readonly children: readonly PlanNode[];
} & (
  | { readonly kind: "run" }
  /** `point` is null where the run has no such point any more, as after swaps. */
  | { readonly kind: "point"; readonly size: number; readonly point: TrailPoint | null }
  | { readonly kind: "repair"; readonly size: number; readonly repair: RepairStep }
);

/** What was decided, as a tree: runs, the points where others go on from them or that were repaired, and the chosen point. */
export function planTreeOf(
  { prunes, repairs }: Pick<Runs, "prunes" | "repairs">,
  chosen: { readonly run: string; readonly size: number } | null,
): readonly PlanNode[] {
  const there = new Set(prunes.map(({ id }) => id));
  const parentOf = (run: Run<"prune">) => {
    const branch = run.origin?.branch;
    return branch !== undefined && there.has(branch.run) && branch.run !== run.id ? branch : null;
  };

  const pointNode = (run: Run<"prune">, size: number): PlanNode => ({
    id: `${run.id}/${size}`,
    kind: "point",
    run,
    size,
    point: run.answer?.points.find((point) => point.size === size) ?? null,
    children: [
      ...stepsAmong(repairs, run.id, size).map(
        (repair): PlanNode => ({ id: repair.id, kind: "repair", run, size, repair, children: [] }),
      ),
      ...prunes
        .filter((other) => parentOf(other)?.run === run.id && parentOf(other)?.size === size)
        .map((other) => runNode(other)),
    ],
  });

  const runNode = (run: Run<"prune">): PlanNode => {
    const sizes = new Set([
      ...prunes.flatMap((other) => (parentOf(other)?.run === run.id ? [parentOf(other)?.size ?? 0] : [])),
      ...repairs.flatMap(({ spec }) =>
        spec.point.run === run.id && stepsAmong(repairs, run.id, spec.point.size).length > 0 ? [spec.point.size] : [],
      ),
      ...(chosen?.run === run.id ? [chosen.size] : []),
    ]);
    const passed = (run.answer?.points ?? []).map(({ size }) => size);
    const inOrder = [...sizes].sort((a, b) => passed.indexOf(a) - passed.indexOf(b) || a - b);
    return { id: run.id, kind: "run", run, children: inOrder.map((size) => pointNode(run, size)) };
  };

  return prunes.filter((run) => parentOf(run) === null).map(runNode);
}

/** A node with its place in the tree, as it is read from top to bottom. */
export interface PlacedNode {
  readonly node: PlanNode;
  /** From 1. */
  readonly level: number;
  readonly parent: string | null;
  /** From 1, among those of the same parent. */
  readonly place: number;
  readonly siblings: number;
}

/** The nodes from top to bottom, without what is inside the folded ones. */
export function placedNodes(tree: readonly PlanNode[], folded: ReadonlySet<string>): readonly PlacedNode[] {
  const placed: PlacedNode[] = [];
  const place = (nodes: readonly PlanNode[], level: number, parent: string | null) => {
    for (const [at, node] of nodes.entries()) {
      placed.push({ node, level, parent, place: at + 1, siblings: nodes.length });
      if (!folded.has(node.id)) place(node.children, level + 1, node.id);
    }
  };
  place(tree, 1, null);
  return placed;
}
