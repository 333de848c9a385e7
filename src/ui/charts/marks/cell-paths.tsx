import { cornerOf, type NetworkLayout } from "../scales/network-layout.ts";
import type { NetworkRow } from "../scales/network-rows.ts";
import { type CellLook, left, shadeColours } from "./draw-cells.ts";

interface CellPathsProps {
  readonly rows: readonly NetworkRow[];
  readonly layout: NetworkLayout;
  readonly look: CellLook;
}

const square = (x: number, y: number, side: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}h${side.toFixed(1)}v${side.toFixed(1)}h-${side.toFixed(1)}z`;

/** The cells as a few paths, one a step of colour: the same picture as the canvas, for files. */
export function CellPaths({ rows, layout, look: { shades, presence, locks } }: CellPathsProps) {
  const paths = new Map<string, { readonly step: number; readonly cut: boolean; d: string }>();
  let [frames, stays, goes] = ["", "", ""];
  rows.forEach(({ units }, row) => {
    units.forEach((player, channel) => {
      const [x, y] = cornerOf(layout, { row, channel });
      if (player < 0) {
        frames += square(x, y, layout.side);
        return;
      }
      const cut = (presence[player] ?? 1) < 0.5;
      const step = shades.step[player] ?? -1;
      const side = layout.side * (cut ? left.side : 1);
      const inset = (layout.side - side) / 2;
      const opening = step < 0 ? 0 : side * 0.72 * (shades.doubt[player] ?? 0);
      const key = `${step} ${cut}`;
      const path = paths.get(key) ?? { step, cut, d: "" };
      paths.set(key, path);
      path.d += square(x + inset, y + inset, side);
      if (opening >= 0.5) path.d += square(x + (layout.side - opening) / 2, y + (layout.side - opening) / 2, opening);
      if (locks[player] === 1) stays += square(x - 0.5, y - 0.5, layout.side + 1);
      if (locks[player] === 2)
        goes += `M${x} ${y}l${layout.side} ${layout.side}M${x + layout.side} ${y}l${-layout.side} ${layout.side}`;
    });
  });
  return (
    <>
      {[...paths].map(([key, { step, cut, d }]) => (
        <path
          key={key}
          d={d}
          fillRule="evenodd"
          fill={step < 0 ? "var(--q-line)" : shadeColours[step]}
          opacity={cut ? left.alpha : 1}
          stroke="var(--q-ink-3)"
          strokeOpacity={0.5}
          strokeWidth={layout.side >= 6 ? 0.75 : 0}
        />
      ))}
      <path d={frames} fill="none" stroke="var(--q-ink-3)" strokeOpacity={0.6} strokeWidth={0.75} />
      <path d={stays} fill="none" stroke="var(--q-ink)" strokeWidth={1.75} />
      <path d={goes} fill="none" stroke="var(--q-ink)" strokeWidth={1.5} />
    </>
  );
}
