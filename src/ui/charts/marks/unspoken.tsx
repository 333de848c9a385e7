import type { ReactNode } from "react";

interface UnspokenProps {
  readonly children: ReactNode;
  readonly transform?: string;
}

/** Marks that the figure's own sentence already speaks of: drawn, and not read aloud. */
export function Unspoken({ children, transform }: UnspokenProps) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of SVG marks takes no focus
    <g aria-hidden="true" transform={transform}>
      {children}
    </g>
  );
}
