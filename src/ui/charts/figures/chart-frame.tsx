import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";

interface ChartFrameProps {
  /** A sentence that says what the picture shows, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  /** Of the value axis, where it may be too long for one line. */
  readonly title?: string;
  readonly children: (width: number) => ReactNode;
}

/** Width before the first measurement, and where nothing can be measured. */
const fallbackWidth = 720;

/** An SVG as wide as its place, drawn in CSS pixels. */
export function ChartFrame({ label, height, title, children }: ChartFrameProps) {
  const { ref, width } = useElementSize<HTMLElement>();
  const drawn = width > 0 ? Math.max(260, width) : fallbackWidth;
  return (
    <figure ref={ref} aria-label={label}>
      {title !== undefined && (
        <p className="q-chart-title" aria-hidden="true">
          {title}
        </p>
      )}
      <svg className="q-chart" role="presentation" height={height} viewBox={`0 0 ${drawn} ${height}`}>
        {children(drawn)}
      </svg>
    </figure>
  );
}
