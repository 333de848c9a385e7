import { useReducedMotion } from "@mantine/hooks";
import { memo, useEffect, useRef } from "react";
import { type CellPicture, cellPainter } from "./cell-painter.ts";
import type { CellInks } from "./draw-cells.ts";

function inksOf(element: Element): CellInks {
  const style = getComputedStyle(element);
  const token = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    surface: token("--q-surface", "#ffffff"),
    neutral: token("--q-line", "#dbe1e0"),
    edge: token("--q-ink-3", "#5c6866"),
    ink: token("--q-ink", "#16211f"),
  };
}

/** All units as cells on a canvas, which stays quick with ten thousand of them; units that are cut fade as they go. */
export const NetworkCanvas = memo(function NetworkCanvas(props: Omit<CellPicture, "still">) {
  const { rows, layout, shades, selection, locks, view, seen, scheme } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<ReturnType<typeof cellPainter> | null>(null);
  const still = useReducedMotion() ?? false;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const made = cellPainter(element, document.createElement("canvas"), () => inksOf(element));
    painter.current = made;
    const watch = new IntersectionObserver((entries) => made.look(entries.at(-1)?.isIntersecting ?? true));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.stop();
      painter.current = null;
    };
  }, []);
  useEffect(() => {
    painter.current?.show({ rows, layout, shades, selection, locks, view, seen, scheme, still }, performance.now());
  }, [rows, layout, shades, selection, locks, view, seen, scheme, still]);
  return <canvas ref={canvas} className="q-map-cells" style={{ width: layout.width, height: seen }} />;
});
