/** Shapes that stay apart without colour. */
export const markNames = ["dot", "square", "triangle", "diamond", "ring", "plus", "cross", "frame"] as const;
export type Mark = (typeof markNames)[number];

/** Drawn as an outline filled with the ground. */
const outlined: ReadonlySet<Mark> = new Set(["diamond", "ring", "frame"]);

/**
 * A mark as a path around (x, y) of about `size` pixels: many of them are one path. The dot and the square are caps of
 * lines without length.
 */
export function markPath(mark: Mark, x: string, y: string, size: number): string {
  if (mark === "dot" || mark === "square") return `M${x} ${y}h0`;
  const half = (size / 2).toFixed(1);
  const whole = size.toFixed(1);
  const tall = (0.8 * size).toFixed(1);
  switch (mark) {
    case "cross":
      return `M${x} ${y}m-${half} -${half}l${whole} ${whole}m-${whole} 0l${whole} -${whole}`;
    case "plus":
      return `M${x} ${y}m-${half} 0h${whole}m-${half} -${half}v${whole}`;
    case "diamond":
      return `M${x} ${y}m0 -${tall}l${half} ${tall}l-${half} ${tall}l-${half} -${tall}z`;
    case "triangle":
      return `M${x} ${y}m0 -${half}l${half} ${whole}h-${whole}z`;
    case "ring":
      return `M${x} ${y}m-${half} 0a${half} ${half} 0 1 0 ${whole} 0a${half} ${half} 0 1 0 -${whole} 0z`;
    case "frame":
      return `M${x} ${y}m-${half} -${half}h${whole}v${whole}h-${whole}z`;
  }
}

/** How a path of such marks is painted. */
export function markPaint(mark: Mark, colour: string, size: number) {
  const cap = mark === "dot" || mark === "square";
  return {
    stroke: colour,
    strokeWidth: cap ? (mark === "square" ? 0.85 * size : size) : 1.5,
    strokeLinecap: mark === "square" ? "square" : "round",
    strokeLinejoin: "round",
    fill: mark === "triangle" ? colour : outlined.has(mark) ? "var(--q-surface)" : "none",
  } as const;
}
