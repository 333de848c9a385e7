import type { ReactNode } from "react";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Explain } from "./explain.tsx";

interface PanelProps {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** One sentence: what this step finds out. */
  readonly lead: string;
  /** The answer to "What is this?". */
  readonly explanation: ReactNode;
  readonly children: ReactNode;
}

/** One step of the method. */
export function Panel({ id, number, title, lead, explanation, children }: PanelProps) {
  return (
    <section className="q-panel" id={id} aria-labelledby={`${id}-title`}>
      <header className="q-panel-head">
        <span className="q-panel-number" aria-hidden="true">
          {number}
        </span>
        <div className="q-block">
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="q-lead">{lead}</p>
          <Explain>{explanation}</Explain>
        </div>
      </header>
      <ErrorBoundary name={title}>{children}</ErrorBoundary>
    </section>
  );
}
