import { useEffect, useRef, useState } from "react";
import { askNetworks } from "../../../state/actions/ask-networks.ts";
import type { TriedInput } from "../../../state/answers.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { isLive } from "../../../state/run.ts";
import { triedNetworkOf } from "../../../state/tried-network.ts";
import { useLab, useLabState } from "../../lab-context.ts";

/** Milliseconds between two questions: while a person draws, and while a run under way changes its selection. */
const every = { drawing: 40, run: 300 };

/** Whether an element is on the screen, or near it. */
export function useOnScreen(element: HTMLElement | null): boolean {
  const [seen, setSeen] = useState(typeof IntersectionObserver === "undefined");
  useEffect(() => {
    if (element === null || typeof IntersectionObserver === "undefined") return;
    const watching = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: "200px",
    });
    watching.observe(element);
    return () => watching.disconnect();
  }, [element]);
  return seen;
}

/** The selection by its content: a run under way hands over a new array with every step. */
function useSameUnits(selection: Uint8Array | null): Uint8Array | null {
  const last = useRef(selection);
  const same =
    selection !== null &&
    last.current?.length === selection.length &&
    selection.every((unit, player) => unit === last.current?.[player]);
  if (!same) last.current = selection;
  return last.current;
}

/**
 * Asks both networks whenever the example or the network looked at changes, as long as the section is on the screen: now
 * and then while they go on changing, and always for what they are in the end.
 */
export function useAsking(input: TriedInput, onScreen: boolean): void {
  const lab = useLab();
  const ready = useLabState(({ session }) => session.prepared !== null && session.absent === null);
  // a preparation of its own gives answers of its own
  const prepared = useLabState((state) => state.session.prepared);
  const selection = useSameUnits(useLabState((state) => triedNetworkOf(state)?.selection ?? null));
  const repaired = useLabState((state) => triedNetworkOf(state)?.repaired ?? null);
  const live = useLabState((state) => isLive(chosenPointOf(state)?.run ?? null));
  const latest = useRef(input);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  latest.current = input;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what an answer is of
  useEffect(() => {
    if (!ready || !onScreen || timer.current !== null) return;
    timer.current = setTimeout(
      () => {
        timer.current = null;
        void askNetworks(lab, latest.current);
      },
      live ? every.run : every.drawing,
    );
  }, [lab, input, selection, repaired, prepared, ready, onScreen]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
}
