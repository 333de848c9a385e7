import { Button } from "@mantine/core";
import type { PairingChoice as Choice, Pairing } from "../../../core/dataset/pairing.ts";

import { setPairing } from "../../../state/actions/set-pairing.ts";
import type { LoadedDataset, LoadedModel, PairingTrials } from "../../../state/answers.ts";
import { preparationPending } from "../../../state/preparation-pending.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Fold } from "../../parts/fold.tsx";
import { shapeWords } from "../../quantities.ts";
import { PairingForm } from "./pairing-form.tsx";
import { pairingWords } from "./pairing-words.ts";
import { TriedPairings } from "./tried-pairings.tsx";

interface PairingChoiceProps {
  readonly model: LoadedModel;
  readonly dataset: LoadedDataset;
  /** What is in force; null until it is known. */
  readonly pairing: Pairing | null;
  readonly trials: PairingTrials | null;
}

/** How rows become inputs: what was tried, what is in force, and every part of it to change. Changes take effect with the next preparation. */
export function PairingChoice({ model, dataset, pairing, trials }: PairingChoiceProps) {
  const lab = useLab();
  const own = useLabState((state) => state.settings.pairing);
  const pending = useLabState(preparationPending);
  const change = (parts: Choice) => setPairing(lab, { ...pairing, ...own, ...parts });
  return (
    <div className="q-block">
      {pairing !== null && (
        <p className="q-note">
          {shapeWords(dataset.shape)} becomes {shapeWords(model.inputShape)}: {pairingWords(pairing, dataset.range)}. A
          network expects what it was trained with.
        </p>
      )}
      {trials !== null && (
        <Fold
          summary={`What was tried: ${trials.tried.length === 1 ? "1 pairing" : `${trials.tried.length} pairings`}`}
        >
          <TriedPairings trials={trials} range={dataset.range} />
        </Fold>
      )}
      <PairingForm
        model={model}
        dataset={dataset}
        shown={pairing && { ...pairing, ...own }}
        valuesProposed={own?.values === undefined}
        settled={own === null && pairing !== null && !pending}
        onChange={change}
        onPropose={() => {
          const rest = Object.entries(own ?? {}).filter(([part]) => part !== "values");
          setPairing(lab, rest.length === 0 ? null : (Object.fromEntries(rest) as Choice));
        }}
      />
      {own !== null && (
        <div className="q-row">
          <Button variant="default" size="compact-sm" onClick={() => setPairing(lab, null)}>
            Let the lab find the pairing
          </Button>
          <span className="q-note">tries everything again with “Prepare again”</span>
        </div>
      )}
    </div>
  );
}
