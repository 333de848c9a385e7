import { type UIEvent, useCallback, useState } from "react";

/** Rows drawn beyond each edge, so that a quick scroll shows no gap. */
const beyond = 12;

export interface RowWindow {
  /** First row drawn, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Pixels that stand for the rows before and after. */
  readonly before: number;
  readonly after: number;
  onScroll(event: UIEvent<HTMLElement>): void;
}

/** Which of many rows of one height are to be drawn where only `height` pixels of them are seen at a time. */
export function useRowWindow(rows: number, rowHeight: number, height: number): RowWindow {
  const [top, setTop] = useState(0);
  const onScroll = useCallback((event: UIEvent<HTMLElement>) => setTop(event.currentTarget.scrollTop), []);
  const first = Math.min(Math.floor(top / rowHeight), Math.max(0, rows - 1));
  const from = Math.max(0, first - beyond);
  const to = Math.min(rows, first + Math.ceil(height / rowHeight) + beyond);
  return { from, to, before: from * rowHeight, after: (rows - to) * rowHeight, onScroll };
}
