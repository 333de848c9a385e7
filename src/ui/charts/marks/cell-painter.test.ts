import { expect, it } from "vitest";
import { networkLayout } from "../scales/network-layout.ts";
import type { NetworkRow } from "../scales/network-rows.ts";
import { unitShades } from "../scales/unit-shade.ts";
import { type CellPicture, cellPainter, frameCells } from "./cell-painter.ts";

const inks = { surface: "white", neutral: "silver", edge: "grey", ink: "black" };

/** A canvas that counts what is done on it. */
function canvasOf() {
  const seen = { fills: 0, shown: 0, alphas: [] as number[] };
  const context = new Proxy(
    { globalAlpha: 1 },
    {
      get: (held, name: string) =>
        name in held
          ? held[name as "globalAlpha"]
          : () => {
              if (name === "fillRect") {
                seen.fills += 1;
                seen.alphas.push(held.globalAlpha);
              }
              if (name === "drawImage") seen.shown += 1;
            },
    },
  );
  return { seen, canvas: { width: 0, height: 0, getContext: () => context } as unknown as HTMLCanvasElement };
}

function framesOf() {
  const asked = new Map<number, (now: number) => void>();
  let count = 0;
  return {
    ask(call: (now: number) => void) {
      asked.set(++count, call);
      return count;
    },
    cancel: (frame: number) => void asked.delete(frame),
    waiting: () => asked.size,
    next(now: number) {
      const calls = [...asked.values()];
      asked.clear();
      for (const call of calls) call(now);
    },
  };
}

function pictureOf(units: number): CellPicture {
  const rows = [
    { id: "a", groups: ["a"], after: [], units: Int32Array.from({ length: units }, (_, unit) => unit) },
  ] as unknown as readonly NetworkRow[];
  return {
    rows,
    layout: networkLayout(rows, 700, 500),
    shades: unitShades(null, [], units, "power"),
    selection: null,
    locks: new Uint8Array(units),
    view: { k: 1, x: 0, y: 0 },
    seen: 5000,
    scheme: "light",
    still: false,
  };
}

function painting(units: number) {
  const [front, back, frames] = [canvasOf(), canvasOf(), framesOf()];
  const painter = cellPainter(front.canvas, back.canvas, () => inks, frames);
  return { painter, frames, front: front.seen, back: back.seen, picture: pictureOf(units) };
}

it("paints a new picture at once, and other shades a few thousand cells a frame, shown when complete", () => {
  const units = 3 * frameCells;
  const { painter, frames, front, back, picture } = painting(units);
  painter.show(picture, 0);
  expect([back.fills, front.shown, frames.waiting()]).toEqual([units, 1, 0]);
  painter.show({ ...picture, shades: { ...picture.shades } }, 20);
  const drawn: number[] = [];
  for (let now = 40; frames.waiting() > 0; now += 16) {
    expect(front.shown).toBe(1);
    const before = back.fills;
    frames.next(now);
    drawn.push(back.fills - before);
  }
  expect(drawn).toEqual([frameCells, frameCells, frameCells]);
  expect(front.shown).toBe(2);
});

it("completes a pass that is under way before it begins the latest one", () => {
  const { painter, frames, front, picture } = painting(2 * frameCells);
  painter.show(picture, 0);
  for (let now = 16; now < 16 * 9; now += 16) {
    painter.show({ ...picture, shades: { ...picture.shades } }, now);
    frames.next(now);
  }
  expect(front.shown).toBe(1 + 4);
});

it("paints nothing while it is out of sight, and the latest once it is seen", () => {
  const { painter, frames, front, picture } = painting(10);
  painter.show(picture, 0);
  painter.look(false);
  painter.show({ ...picture, shades: { ...picture.shades } }, 10);
  expect(frames.waiting()).toBe(0);
  painter.look(true);
  frames.next(20);
  expect([front.shown, frames.waiting()]).toEqual([2, 0]);
});

it("fades what goes over several frames, or at once where nothing is to move", () => {
  for (const still of [false, true]) {
    const { painter, frames, back, picture } = painting(4);
    painter.show({ ...picture, still }, 0);
    back.alphas.length = 0;
    painter.show({ ...picture, still, selection: Uint8Array.of(1, 0, 1, 1) }, 10);
    let passes = 0;
    for (let now = 26; frames.waiting() > 0; now += 100) {
      frames.next(now);
      passes += 1;
    }
    expect(passes).toBe(still ? 1 : 6);
    const ofGone = back.alphas.filter((alpha) => alpha < 1);
    expect(ofGone).toHaveLength(passes);
    expect(ofGone).toEqual([...ofGone].sort((a, b) => b - a));
  }
});
