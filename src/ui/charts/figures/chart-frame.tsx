import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";

interface ChartFrameProps {
  /** A sentence that says what the picture shows, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  readonly children: (width: number) => ReactNode;
}

/** Width before the first measurement, and where nothing can be measured. */
const fallbackWidth = 720;

/** An SVG as wide as its place, drawn in CSS pixels. */
export function ChartFrame({ label, height, children }: ChartFrameProps) {
  const { ref, width } = useElementSize<HTMLElement>();
  const drawn = width > 0 ? Math.max(260, width) : fallbackWidth;
  return (
    <figure ref={ref} aria-label={label}>
      <svg className="q-chart" role="presentation" height={height} viewBox={`0 0 ${drawn} ${height}`}>
        {children(drawn)}
      </svg>
    </figure>
  );
}
