import { useEffect, useRef, useState } from "react";

/** The text at a pace that a screen reader can follow: at most one change in `milliseconds`, always the latest. */
export function useCalm(text: string, milliseconds = 5000): string {
  const [calm, setCalm] = useState(text);
  const latest = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  latest.current = text;
  useEffect(() => {
    if (text === calm || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      setCalm(latest.current);
    }, milliseconds);
  }, [text, calm, milliseconds]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return calm;
}
