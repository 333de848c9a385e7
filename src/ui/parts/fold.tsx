import type { ReactNode } from "react";

/** Settings that few need, folded away. */
export function Fold({ summary, children }: { readonly summary: string; readonly children: ReactNode }) {
  return (
    <details className="q-fold">
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}
