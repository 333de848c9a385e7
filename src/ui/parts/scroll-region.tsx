import type { ReactNode, UIEvent } from "react";

interface ScrollRegionProps {
  readonly label: string;
  readonly maxHeight?: number;
  readonly onScroll?: (event: UIEvent<HTMLElement>) => void;
  readonly children: ReactNode;
}

/** A named region that scrolls by itself and that the keyboard can reach. */
export function ScrollRegion({ label, maxHeight, onScroll, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus (WCAG 2.1.1)
    <section className="q-table-frame" aria-label={label} tabIndex={0} style={{ maxHeight }} onScroll={onScroll}>
      {children}
    </section>
  );
}
