import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { isBaseline } from "../../../core/prune/trail.ts";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import { removeRun } from "../../../state/actions/keep-runs.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import type { HoveredPoint } from "../../../state/lab-state.ts";
import { type PlacedNode, type PlanNode, placedNodes, planTreeOf } from "../../../state/plan-tree.ts";
import { isLive } from "../../../state/run.ts";
import { LineIcon } from "../../charts/marks/line-labels.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { countOf, rateWords } from "../../quantities.ts";
import { runLook } from "./run-colour.ts";

/** What a node is, in words. */
function nodeWords(node: PlanNode): string {
  if (node.kind === "repair") return node.repair.name;
  if (node.kind === "point")
    return `${countOf(node.size, "unit")}${node.point === null ? "" : `, ${rateWords(node.point.accuracy)}`}`;
  const last = node.run.answer?.points.at(-1);
  const end = last === undefined ? "no point yet" : `to ${countOf(last.size, "unit")}`;
  return `${node.run.name}, ${isLive(node.run) ? "under way" : end}`;
}

const pointOfNode = (node: PlanNode): HoveredPoint => ({
  run: node.run.id,
  size: node.kind === "run" ? null : node.size,
  network: null,
});

const litBy = (hovered: HoveredPoint | null, node: PlanNode): boolean =>
  hovered?.run === node.run.id && (node.kind === "run" || node.size === hovered.size);

/** The size that choosing a node chooses; null where there is none yet. */
const sizeOfNode = (node: PlanNode): number | null =>
  node.kind === "run" ? (node.run.answer?.points.at(-1)?.size ?? null) : node.size;

/**
 * Runs, the points where others go on from them, and their repairs, as a tree: Up and Down walk, Right and Left open and
 * fold, Enter and Space choose, Delete takes a run off the page (which can be taken back).
 */
export function PlanTree() {
  const lab = useLab();
  const prunes = useLabState((state) => state.runs.prunes);
  const repairs = useLabState((state) => state.runs.repairs);
  const run = useLabState((state) => chosenPointOf(state)?.run.id ?? null);
  const size = useLabState((state) => chosenPointOf(state)?.point?.size ?? null);
  const hovered = useLabState((state) => state.hoveredPoint ?? null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [walked, setWalked] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const tree = useMemo(
    () => planTreeOf({ prunes, repairs }, run === null || size === null ? null : { run, size }),
    [prunes, repairs, run, size],
  );
  const placed = useMemo(() => placedNodes(tree, folded), [tree, folded]);
  const chosenId = size === null ? run : `${run}/${size}`;
  // where the keyboard is: where it walked to, else at the chosen point
  const at = Math.max(
    0,
    placed.findIndex(({ node }) => node.id === (placed.some((one) => one.node.id === walked) ? walked : chosenId)),
  );

  const choose = ({ node }: PlacedNode) => {
    setWalked(node.id);
    const chosen = sizeOfNode(node);
    if (chosen !== null) chooseSize(lab, node.run.id, chosen);
  };
  const walkTo = (place: number) => {
    const next = placed[Math.min(placed.length - 1, Math.max(0, place))];
    if (next === undefined) return;
    setWalked(next.node.id);
    list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next.node.id)}"]`)?.focus();
  };
  const fold = (id: string, fold: boolean) => {
    const next = new Set(folded);
    if (fold) next.add(id);
    else next.delete(id);
    setFolded(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = placed[at];
    if (here === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { node, parent } = here;
    const inner = node.children.length > 0;
    const keys: Record<string, () => void> = {
      ArrowDown: () => walkTo(at + 1),
      ArrowUp: () => walkTo(at - 1),
      Home: () => walkTo(0),
      End: () => walkTo(placed.length - 1),
      ArrowRight: () => {
        if (inner && folded.has(node.id)) fold(node.id, false);
        else if (inner) walkTo(at + 1);
      },
      ArrowLeft: () => {
        if (inner && !folded.has(node.id)) fold(node.id, true);
        else if (parent !== null) walkTo(placed.findIndex((one) => one.node.id === parent));
      },
      Delete: () => {
        if (node.kind === "run" && !isLive(node.run)) removeRun(lab, node.run.id);
      },
      Enter: () => choose(here),
      " ": () => choose(here),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="q-plan" role="tree" aria-label="Plan" ref={list} onKeyDown={onKeyDown}>
      {placed.map((one, place) => {
        const { node, level } = one;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
          <div
            key={node.id}
            role="treeitem"
            data-node={node.id}
            data-kind={node.kind}
            aria-level={level}
            aria-posinset={one.place}
            aria-setsize={one.siblings}
            aria-selected={node.id === chosenId}
            aria-expanded={node.children.length > 0 ? !folded.has(node.id) : undefined}
            tabIndex={place === at ? 0 : -1}
            style={{ paddingInlineStart: 8 + 18 * (level - 1) }}
            data-lit={litBy(hovered, node)}
            onClick={() => choose(one)}
            onPointerEnter={() => hoverPoint(lab, pointOfNode(node))}
            onPointerLeave={() => hoverPoint(lab, null)}
          >
            {node.kind === "run" && (
              <LineIcon {...runLook(node.run.id)} dashed={isBaseline(node.run.spec.settings.strategy)} />
            )}
            <span>{nodeWords(node)}</span>
            {node.children.length > 0 && folded.has(node.id) && (
              <span className="q-note">folded: {node.children.length}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
