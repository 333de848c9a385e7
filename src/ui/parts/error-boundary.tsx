import { Component, type ReactNode } from "react";
import { type Failure, failureOf } from "../../core/failure.ts";
import { FailureAlert } from "./failure-alert.tsx";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a fault in drawing one panel from taking the page, and what it holds, with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: failureOf(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure === null ? this.props.children : <FailureAlert failure={failure} />;
  }
}
