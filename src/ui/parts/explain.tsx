import type { ReactNode } from "react";

/** A folded answer to "What is this?". */
export function Explain({ children }: { readonly children: ReactNode }) {
  return (
    <details className="q-explain">
      <summary>What is this?</summary>
      <div>{children}</div>
    </details>
  );
}
