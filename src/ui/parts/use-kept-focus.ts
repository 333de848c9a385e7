import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from "react";

interface KeptFocus {
  readonly ref: RefObject<HTMLDivElement | null>;
  onFocus(): void;
  onBlur(event: FocusEvent): void;
}

/**
 * Properties of a row of buttons that take each other's place: where the focused one goes away, or may not be used, the
 * first that can be used takes the focus, so that it never falls to the page.
 */
export function useKeptFocus(): KeptFocus {
  const ref = useRef<HTMLDivElement>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    const row = ref.current;
    const focused = document.activeElement;
    if (row === null || !inside.current || (focused !== null && focused !== document.body)) return;
    row.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
  });
  return {
    ref,
    onFocus: () => {
      inside.current = true;
    },
    // A button that goes away or is disabled leaves the focus to no one; a person who leaves takes it from a sound one.
    onBlur: ({ target, relatedTarget }) => {
      inside.current = relatedTarget === null && (!document.contains(target) || target.matches(":disabled"));
    },
  };
}
