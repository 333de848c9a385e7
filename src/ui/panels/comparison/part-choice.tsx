import { Button, NativeSelect } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { severalReadings } from "../../../core/signs/several-readings.ts";
import { setLook } from "../../../state/actions/compare-networks.ts";
import { measureNetworks } from "../../../state/actions/measure-networks.ts";
import { blockedReason } from "../../../state/blocked.ts";
import { type ComparedPart, visibleNetworks } from "../../../state/comparison-of.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { countOf } from "../../quantities.ts";

/** On which examples the networks are held against each other: validation, until the person asks for test. */
export function PartChoice() {
  const lab = useLab();
  const part = useLabState((state) => state.view.comparing.part);
  const count = useLabState((state) => visibleNetworks(state).length);
  const blocked = useLabState((state) => blockedReason(state, "compare"));
  const networks = useLabState((state) => state.runs.networks);
  const readings = useLabState((state) => state.runs.readings);
  const unread = useLabState((state) => state.session.prepared?.split?.unread);
  const read = part === "test" || networks.some(({ compared }) => compared.test !== undefined);
  const [asking, setAsking] = useState(false);
  const readTest = () => {
    setLook(lab, { part: "test" });
    void measureNetworks(lab, "test");
  };
  return (
    <div className="q-block">
      <div className="q-row">
        {read ? (
          <NativeSelect
            label="Figures of"
            value={part}
            data={[
              { value: "validation", label: "Validation examples" },
              { value: "test", label: "Test examples" },
            ]}
            onChange={(event) => setLook(lab, { part: event.currentTarget.value as ComparedPart })}
          />
        ) : (
          <>
            <span>All figures here are of validation examples.</span>
            <Button size="xs" variant="default" disabled={blocked !== null} onClick={() => setAsking(true)}>
              Read on test examples…
            </Button>
          </>
        )}
      </div>
      {part === "test" && <SignNotice sign={severalReadings(readings, true, unread)} />}
      {part === "test" && (
        <p className="q-note">
          These figures are of test examples: for the report, not for choosing. A network that is chosen by them has no
          test figure left that may be reported.
        </p>
      )}
      {asking && <ReadTestDialog count={count} onRead={readTest} onClose={() => setAsking(false)} />}
    </div>
  );
}

interface ReadTestDialogProps {
  readonly count: number;
  readonly onRead: () => void;
  readonly onClose: () => void;
}

/** The browser's own modal dialog: it holds the focus, closes with Escape and gives the focus back. */
function ReadTestDialog({ count, onRead, onClose }: ReadTestDialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!element.current?.open) element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} className="q-dialog" aria-labelledby="read-test-title" onClose={onClose}>
      <div className="q-block">
        <h2 id="read-test-title">Read test examples once?</h2>
        <p>
          {countOf(count, "network")} will be measured on the test examples. Choose first, on validation examples: what
          was chosen by looking at test examples must not be reported with its test figure, because the best of several
          looks better than it is.
        </p>
        <div className="q-row">
          <Button
            onClick={() => {
              element.current?.close();
              onRead();
            }}
          >
            Read on test examples
          </Button>
          <Button variant="default" onClick={() => element.current?.close()}>
            Stay on validation
          </Button>
        </div>
      </div>
    </dialog>
  );
}
