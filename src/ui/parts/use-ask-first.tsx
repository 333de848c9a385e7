import { Button } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { lossesOf } from "../../state/losses.ts";
import { useLab } from "../lab-context.ts";

interface Asked {
  readonly losses: string;
  readonly go: () => void;
}

/**
 * Asks before something discards what the person made, and says what would go; goes at once where there is nothing to
 * lose. The dialog has to be drawn by the caller.
 */
export function useAskFirst(): { readonly ask: (go: () => void) => void; readonly dialog: ReactNode } {
  const lab = useLab();
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useCallback(
    (go: () => void) => {
      const losses = lossesOf(lab.store.getState());
      if (losses === null) go();
      else setAsked({ losses, go });
    },
    [lab],
  );
  return { ask, dialog: asked && <DiscardDialog {...asked} onClose={() => setAsked(null)} /> };
}

/** The browser's own modal dialog: it holds the focus, closes with Escape and gives the focus back. */
function DiscardDialog({ losses, go, onClose }: Asked & { readonly onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!element.current?.open) element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} className="q-dialog" aria-labelledby="discard-title" onClose={onClose}>
      <div className="q-block">
        <h2 id="discard-title">Discard what was found?</h2>
        <p>{losses.charAt(0).toUpperCase() + losses.slice(1)} would be discarded: everything is measured anew.</p>
        <div className="q-row">
          <Button
            onClick={() => {
              element.current?.close();
              go();
            }}
          >
            Discard and go on
          </Button>
          <Button variant="default" onClick={() => element.current?.close()}>
            Keep
          </Button>
        </div>
      </div>
    </dialog>
  );
}
