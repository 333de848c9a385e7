import { Component, type ReactNode } from "react";
import { type Failure, failureOf } from "../../core/failure.ts";
import { FailureAlert } from "./failure-alert.tsx";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** What is drawn, for a report. */
  readonly name: string;
}

/** Keeps a fault in drawing one part from taking the page, and what it holds, with it; offers to draw it again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    const { details, ...failure } = failureOf(error);
    const message = `This part of the page could not be drawn. ${failure.message}`;
    const advice = "Everything else goes on, runs too. Show it again; if that fails as well, copy the report.";
    return { failure: { ...failure, message, advice, ...(details === undefined ? {} : { details }) } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { children, name } = this.props;
    if (failure === null) return children;
    const again = () => this.setState({ failure: null });
    return <FailureAlert failure={failure} during={`drawing “${name}”`} onShowAgain={again} />;
  }
}
