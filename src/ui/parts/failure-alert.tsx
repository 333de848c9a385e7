import { Alert, Button, CopyButton } from "@mantine/core";
import type { Failure } from "../../core/failure.ts";
import { restartWorker } from "../../state/actions/restart-worker.ts";
import { useLab } from "../lab-context.ts";
import { Fold } from "./fold.tsx";

/** A failure as a sentence, its place, what to do next, and details to copy. */
export function FailureAlert({ failure }: { readonly failure: Failure }) {
  const lab = useLab();
  const { kind, message, where, advice, details } = failure;
  return (
    <Alert role="alert" variant="outline" color="red" radius="md" title={message} className="q-failure">
      <div className="q-block">
        {where !== undefined && <p>Where: {where}</p>}
        {advice !== undefined && <p>{advice}</p>}
        {kind === "worker-lost" && (
          <div>
            <Button size="xs" onClick={() => void restartWorker(lab)}>
              Start again
            </Button>
          </div>
        )}
        {details !== undefined && (
          <Fold summary="Details">
            <pre className="q-code q-error-details">{details}</pre>
            <CopyButton value={`${kind}: ${message}\n${where ?? ""}\n${details}`}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" mt={8} onClick={copy}>
                  {copied ? "Copied" : "Copy details"}
                </Button>
              )}
            </CopyButton>
          </Fold>
        )}
      </div>
    </Alert>
  );
}
