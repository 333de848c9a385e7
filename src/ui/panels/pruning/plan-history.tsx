import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { redoDecision, undoDecision } from "../../../state/actions/undo-decision.ts";
import { decisionsOf } from "../../../state/decisions.ts";
import { useLab, useLabState } from "../../lab-context.ts";

const textTypes = new Set(["text", "search", "number", "email", "url", "tel", "password"]);

/** Whether keys go to something that has an undo of its own. */
function writes(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return textTypes.has(target.type) && !target.readOnly;
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Takes back and makes again what was decided on the plan: Ctrl+Z and Ctrl+Shift+Z on the whole page, and two buttons. */
export function PlanHistory() {
  const lab = useLab();
  const back = useLabState((state) => decisionsOf(state).past.at(-1)?.words ?? null);
  const again = useLabState((state) => decisionsOf(state).future.at(-1)?.words ?? null);
  const [said, setSaid] = useState("");
  const undo = () => {
    if (back === null) return;
    undoDecision(lab);
    setSaid(`Taken back: ${back}.`);
  };
  const redo = () => {
    if (again === null) return;
    redoDecision(lab);
    setSaid(`Made again: ${again}.`);
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || writes(event.target)) return;
      const key = event.key.toLowerCase();
      const act = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
  if (back === null && again === null) return null;
  return (
    <div className="q-row">
      <Button
        size="compact-xs"
        variant="default"
        aria-disabled={back === null}
        {...(back === null ? { "data-disabled": true } : {})}
        onClick={undo}
      >
        Undo<span className="q-hidden"> {back ?? ", nothing left"}</span>
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-disabled={again === null}
        {...(again === null ? { "data-disabled": true } : {})}
        onClick={redo}
      >
        Redo<span className="q-hidden"> {again ?? ", nothing left"}</span>
      </Button>
      <span className="q-note" aria-live="polite">
        {said || (back === null ? "" : `Undo takes back ${back}.`)}
      </span>
    </div>
  );
}
