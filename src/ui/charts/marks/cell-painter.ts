import type { MapView } from "../interaction/use-map-zoom.ts";
import type { NetworkLayout } from "../scales/network-layout.ts";
import type { NetworkRow } from "../scales/network-rows.ts";
import type { UnitShades } from "../scales/unit-shade.ts";
import { type CellInks, drawCells } from "./draw-cells.ts";

/** What the canvas is to show. */
export interface CellPicture {
  readonly rows: readonly NetworkRow[];
  readonly layout: NetworkLayout;
  readonly shades: UnitShades;
  /** One byte a player, 1 = kept; null where all are there. */
  readonly selection: Uint8Array | null;
  readonly locks: Uint8Array;
  readonly view: MapView;
  readonly seen: number;
  /** The page's colour scheme; another one has other inks. */
  readonly scheme: string;
  /** Units do not fade, they are gone at once. */
  readonly still: boolean;
}

/** Milliseconds in which a unit fades. */
const fading = 420;

/** Cells drawn in a frame at most: more of them would keep the page from answering. */
export const frameCells = 2500;

/** Frames of the browser, or a test's own. */
export interface Frames {
  ask(call: (now: number) => void): number;
  cancel(frame: number): void;
}

const browserFrames: Frames = {
  ask: (call) => requestAnimationFrame(call),
  cancel: (frame) => cancelAnimationFrame(frame),
};

const samePlace = (a: CellPicture, b: CellPicture) =>
  a.rows === b.rows && a.layout === b.layout && a.view === b.view && a.seen === b.seen && a.scheme === b.scheme;

/**
 * Paints the cells of a network, and fades those of units that go. What is moved, zoomed or new is painted at once;
 * shades that change as an estimate streams in are painted some thousand cells a frame behind the scenes and shown when
 * they are complete, the latest after the one under way, and none while the canvas is out of sight.
 * @param behind a canvas that is not on the page
 */
export function cellPainter(
  canvas: HTMLCanvasElement,
  behind: HTMLCanvasElement,
  inksOf: () => CellInks,
  frames: Frames = browserFrames,
) {
  const [front, back] = [canvas.getContext("2d"), behind.getContext("2d")];
  let picture: CellPicture | null = null;
  let presence = new Float32Array(0);
  let before = 0;
  let frame = 0;
  let [wanted, inSight] = [false, true];

  /** Takes every unit on its way; true while any has not arrived. */
  const advance = ({ locks, selection, still }: CellPicture, now: number): boolean => {
    const fresh = presence.length !== locks.length;
    if (fresh) presence = new Float32Array(locks.length).fill(1);
    const by = still || fresh ? 1 : Math.max(0, now - before) / fading;
    before = now;
    let moving = false;
    for (let player = 0; player < presence.length; player++) {
      const [from, to] = [presence[player] ?? 1, selection === null ? 1 : (selection[player] ?? 1)];
      if (from === to) continue;
      const next = from < to ? Math.min(to, from + by) : Math.max(to, from - by);
      presence[player] = next;
      if (next !== to) moving = true;
    }
    return moving;
  };

  const pass = (now: number, perFrame: number) => {
    frame = 0;
    const drawn = picture;
    if (drawn === null || front === null || back === null) return;
    wanted = false;
    const { rows, layout, shades, locks, view, seen } = drawn;
    const moving = advance(drawn, now);
    const density = globalThis.devicePixelRatio || 1;
    const [across, down] = [Math.round(layout.width * density), Math.round(seen * density)];
    for (const each of [behind, canvas])
      if (each.width !== across || each.height !== down) [each.width, each.height] = [across, down];
    const inks = inksOf();
    const cells = rows.reduce((sum, { units }) => sum + units.length, 0);
    back.setTransform(density, 0, 0, density, 0, 0);
    back.clearRect(0, 0, layout.width, seen);
    const slice = (from: number) => {
      frame = 0;
      const to = from + perFrame;
      back.save();
      back.beginPath();
      back.rect(layout.left - 2, 0, layout.width - layout.left + 2, seen);
      back.clip();
      drawCells(back, rows, layout, { shades, presence, locks }, view, inks, seen, { from, to });
      back.restore();
      if (to < cells) {
        frame = frames.ask(() => slice(to));
        return;
      }
      front.setTransform(1, 0, 0, 1, 0, 0);
      front.clearRect(0, 0, across, down);
      if (across > 0 && down > 0) front.drawImage(behind, 0, 0);
      if (inSight && (moving || wanted)) frame = frames.ask((next) => pass(next, frameCells));
      else wanted ||= moving;
    };
    slice(0);
  };

  return {
    /** Shows a picture: at once, or a few frames later where nothing but the looks of the cells is another. */
    show(next: CellPicture, now: number): void {
      const last = picture;
      picture = next;
      if (last === null || !samePlace(last, next)) {
        frames.cancel(frame);
        // what has stood still until now begins its way here
        before = now;
        pass(now, Number.POSITIVE_INFINITY);
        return;
      }
      wanted = true;
      if (frame !== 0 || !inSight) return;
      before = now;
      frame = frames.ask((at) => pass(at, frameCells));
    },
    /** Whether the canvas is in sight. */
    look(seen: boolean): void {
      inSight = seen;
      if (seen && wanted && frame === 0) frame = frames.ask((at) => pass(at, frameCells));
    },
    stop(): void {
      frames.cancel(frame);
      frame = 0;
    },
  };
}
