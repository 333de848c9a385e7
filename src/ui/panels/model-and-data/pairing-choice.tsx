import { NativeSelect } from "@mantine/core";
import type { Pairing } from "../../../core/dataset/dataset.ts";
import { setScale } from "../../../state/actions/set-scale.ts";
import type { LoadedDataset, LoadedModel } from "../../../state/answers.ts";
import { preparationPending } from "../../../state/preparation-pending.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { shapeWords } from "../../quantities.ts";
import { OtherScale } from "./other-scale.tsx";
import { commonScaleOf, commonScales, scaleWords } from "./scales.ts";

interface PairingChoiceProps {
  readonly model: LoadedModel;
  readonly dataset: LoadedDataset;
  /** What is in force; null until it is known. */
  readonly pairing: Pairing | null;
}

/** How rows become inputs: the resizing as proposed, the scale to change. It takes effect with the next preparation. */
export function PairingChoice({ model, dataset, pairing }: PairingChoiceProps) {
  const lab = useLab();
  const own = useLabState((state) => state.settings.scale);
  const pending = useLabState(preparationPending);
  const common = own === null ? "proposed" : (commonScaleOf(own) ?? "other");
  const proposed =
    own === null && pairing !== null && !pending
      ? `proposed: ${scaleWords(pairing).replace(/^values /, "")}`
      : "as the lab proposes";
  return (
    <div className="q-block">
      {pairing !== null && (
        <p className="q-note">
          {shapeWords(dataset.shape)} becomes {shapeWords(model.inputShape)}
          {pairing.resize
            ? `: resized bilinearly from ${shapeWords(pairing.resize.from)} to ${shapeWords(pairing.resize.to)}`
            : ""}
          , {scaleWords(pairing)}. A network expects the scale that it was trained with.
        </p>
      )}
      <div className="q-settings">
        <NativeSelect
          label="Input scale"
          value={common}
          data={[
            { value: "proposed", label: proposed },
            ...commonScales.map(({ id, words }) => ({ value: id, label: words })),
            { value: "other", label: "another…" },
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = commonScales.find(({ id }) => id === value);
            if (value === "proposed") setScale(lab, null);
            else setScale(lab, chosen ? { scale: chosen.scale, offset: chosen.offset } : { scale: 2, offset: 0 });
          }}
        />
        {common === "other" && own !== null && <OtherScale key={`${own.scale} ${own.offset}`} own={own} />}
      </div>
    </div>
  );
}
