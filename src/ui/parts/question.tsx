import { type ReactNode, useState } from "react";

interface QuestionProps {
  readonly summary: string;
  readonly children: ReactNode;
}

/** A folded part that is drawn, and kept up to date, only while it is open. */
export function Question({ summary, children }: QuestionProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="q-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && <div>{children}</div>}
    </details>
  );
}
