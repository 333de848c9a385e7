import { useCallback, useEffect, useRef } from "react";

/** Calls with the latest value at most once an animation frame: what a drag asks for, and no more than can be drawn. */
export function useNextFrame<T>(call: (value: T) => void): (value: T) => void {
  const latest = useRef<{ value: T } | null>(null);
  const frame = useRef(0);
  const target = useRef(call);
  target.current = call;
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback((value: T) => {
    const waiting = latest.current !== null;
    latest.current = { value };
    if (waiting) return;
    frame.current = requestAnimationFrame(() => {
      const asked = latest.current;
      latest.current = null;
      if (asked) target.current(asked.value);
    });
  }, []);
}
