import { Button } from "@mantine/core";
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";

/** x and y of the points of a line, one after the other; the board is 1 wide. */
export type Line = Float32Array;

interface DrawingBoardProps {
  readonly strokes: readonly Line[];
  readonly onDraw: (strokes: readonly Line[]) => void;
  /** Height for a width of 1. */
  readonly aspect: number;
}

/** Pixels of the canvas along its width, whatever its size on the page. */
const pixels = 560;
/** Share of the width. */
const pen = 0.07;
/** The brush goes so far with an arrow key, in shares of the width; with Shift a fifth of it. */
const stride = 0.05;

function paint(canvas: HTMLCanvasElement, strokes: readonly Line[]): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { width } = canvas;
  context.clearRect(0, 0, width, canvas.height);
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = pen * width;
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const stroke of strokes) {
    context.beginPath();
    context.moveTo((stroke[0] ?? 0) * width, (stroke[1] ?? 0) * width);
    // a line to where it begins is a dot
    for (let at = stroke.length > 2 ? 2 : 0; at + 1 < stroke.length; at += 2)
      context.lineTo((stroke[at] ?? 0) * width, (stroke[at + 1] ?? 0) * width);
    context.stroke();
  }
}

const withPoints = (stroke: Line, points: readonly number[]): Line => {
  const longer = new Float32Array(stroke.length + points.length);
  longer.set(stroke);
  longer.set(points, stroke.length);
  return longer;
};

/** A board to draw on with mouse, finger or pen, or with a brush that the arrow keys move. */
export function DrawingBoard({ strokes, onDraw, aspect }: DrawingBoardProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef(strokes);
  const pointer = useRef<number | null>(null);
  const [brush, setBrush] = useState<{ x: number; y: number; down: boolean } | null>(null);
  const help = useId();
  drawn.current = strokes;
  useEffect(() => {
    if (canvas.current) paint(canvas.current, strokes);
  }, [strokes]);
  const draw = (next: readonly Line[]) => {
    drawn.current = next;
    onDraw(next);
  };
  const extend = (points: readonly number[]) => {
    const last = drawn.current.at(-1);
    if (last) draw([...drawn.current.slice(0, -1), withPoints(last, points)]);
  };
  const placeOf = (event: { clientX: number; clientY: number }) => {
    const box = canvas.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1 };
    return [(event.clientX - box.left) / (box.width || 1), (event.clientY - box.top) / (box.width || 1)];
  };
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || pointer.current !== null) return;
    pointer.current = event.pointerId;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    setBrush(null);
    draw([...drawn.current, Float32Array.from(placeOf(event))]);
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (pointer.current !== event.pointerId) return;
    const passed = event.nativeEvent.getCoalescedEvents?.() ?? [];
    extend((passed.length > 0 ? passed : [event]).flatMap(placeOf));
  };
  const end = (event: PointerEvent<HTMLDivElement>) => {
    if (pointer.current === event.pointerId) pointer.current = null;
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = brush ?? { x: 0.5, y: aspect / 4, down: false };
    const step = event.shiftKey ? stride / 5 : stride;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (by !== undefined) {
      const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
      const next = { ...at, x: within(at.x + (by[0] ?? 0) * step, 1), y: within(at.y + (by[1] ?? 0) * step, aspect) };
      setBrush(next);
      if (at.down) extend([next.x, next.y]);
    } else if (event.key === " " || event.key === "Enter") {
      setBrush({ ...at, down: !at.down });
      if (!at.down) draw([...drawn.current, Float32Array.of(at.x, at.y)]);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      setBrush({ ...at, down: false });
      draw(event.key === "Delete" ? [] : drawn.current.slice(0, -1));
    } else return;
    event.preventDefault();
  };
  const percent = (value: number) => Math.round(value * 100);
  return (
    <div className="q-block">
      <div
        className="q-board"
        style={{ aspectRatio: `1 / ${aspect}` }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on with the keyboard, too
        tabIndex={0}
        role="application"
        aria-label="Drawing board"
        aria-describedby={help}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={onKey}
      >
        <canvas ref={canvas} width={pixels} height={Math.round(pixels * aspect)} />
        {strokes.length === 0 && (
          <p className="q-board-hint" aria-hidden="true">
            Draw here
          </p>
        )}
        {brush !== null && (
          <span
            className="q-brush"
            data-down={brush.down}
            style={{ left: `${percent(brush.x)}%`, top: `${percent(brush.y / aspect)}%` }}
          />
        )}
      </div>
      <div className="q-row">
        <Button size="xs" variant="default" disabled={strokes.length === 0} onClick={() => draw(strokes.slice(0, -1))}>
          Undo line
        </Button>
        <Button size="xs" variant="default" disabled={strokes.length === 0} onClick={() => draw([])}>
          Clear
        </Button>
      </div>
      <p className="q-note" id={help}>
        With the keyboard: arrow keys move the brush (Shift: finer), Space sets it down or lifts it, Backspace takes a
        line back.
      </p>
      <p className="q-hidden" role="status">
        {brush === null
          ? ""
          : `Brush ${brush.down ? "down" : "up"}, ${percent(brush.x)} % from the left, ${percent(brush.y / aspect)} % from the top`}
      </p>
    </div>
  );
}
