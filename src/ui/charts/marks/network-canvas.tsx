import { useReducedMotion } from "@mantine/hooks";
import { memo, useEffect, useRef } from "react";
import type { MapView } from "../interaction/use-map-zoom.ts";
import type { NetworkLayout } from "../scales/network-layout.ts";
import type { NetworkRow } from "../scales/network-rows.ts";
import type { UnitShades } from "../scales/unit-shade.ts";
import { type CellInks, drawCells } from "./draw-cells.ts";

interface NetworkCanvasProps {
  readonly rows: readonly NetworkRow[];
  readonly layout: NetworkLayout;
  readonly shades: UnitShades;
  /** One byte a player, 1 = kept; null where all are there. */
  readonly selection: Uint8Array | null;
  readonly locks: Uint8Array;
  readonly view: MapView;
  readonly seen: number;
  /** The page's colour scheme: another one draws anew. */
  readonly scheme: string;
}

/** Milliseconds in which a unit fades. */
const fading = 420;

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
export const NetworkCanvas = memo(function NetworkCanvas(props: NetworkCanvasProps) {
  const { rows, layout, shades, selection, locks, view, seen, scheme } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const still = useReducedMotion() ?? false;
  const presence = useRef(new Float32Array(0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme gives the tokens other colours
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d") ?? null;
    if (element === null || context === null) return;
    const inks = inksOf(element);
    const density = globalThis.devicePixelRatio || 1;
    const fresh = presence.current.length !== locks.length;
    if (fresh) presence.current = new Float32Array(locks.length).fill(1);
    const here = presence.current;
    const wanted = (player: number) => (selection === null ? 1 : (selection[player] ?? 1));
    let frame = 0;
    let before = performance.now();
    const draw = (now: number) => {
      const by = still || fresh ? 1 : Math.max(0, now - before) / fading;
      before = now;
      let moving = false;
      for (let player = 0; player < here.length; player++) {
        const [from, to] = [here[player] ?? 1, wanted(player)];
        if (from === to) continue;
        const next = from < to ? Math.min(to, from + by) : Math.max(to, from - by);
        here[player] = next;
        if (next !== to) moving = true;
      }
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, layout.width, seen);
      context.save();
      context.beginPath();
      context.rect(layout.left - 2, 0, layout.width - layout.left + 2, seen);
      context.clip();
      drawCells(context, rows, layout, { shades, presence: here, locks }, view, inks, seen);
      context.restore();
      if (moving) frame = requestAnimationFrame(draw);
    };
    const [across, down] = [Math.round(layout.width * density), Math.round(seen * density)];
    if (element.width !== across || element.height !== down) [element.width, element.height] = [across, down];
    draw(before);
    return () => cancelAnimationFrame(frame);
  }, [rows, layout, shades, selection, locks, view, seen, scheme, still]);
  return <canvas ref={canvas} className="q-map-cells" style={{ width: layout.width, height: seen }} />;
});
