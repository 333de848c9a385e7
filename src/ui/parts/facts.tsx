import type { ReactNode } from "react";

/** Figures with their names, in a row that wraps. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="q-facts">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  readonly value: ReactNode;
  /** The interval, the change, the unit: what stands small below. */
  readonly note?: ReactNode;
  readonly testId?: string;
}

export function Fact({ name, value, note, testId }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId}>
        {value}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}
