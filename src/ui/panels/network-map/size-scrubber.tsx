import { useMemo } from "react";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { isLive } from "../../../state/run.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { useNextFrame } from "../../parts/use-next-frame.ts";
import { countOf, countWords, rateWords } from "../../quantities.ts";

/** The sizes that the chosen run passed through, to go back and forth among them, and what is shown now in words. */
export function SizeScrubber({ players, kept }: { readonly players: number; readonly kept: number }) {
  const lab = useLab();
  const run = useLabState((state) => chosenPointOf(state)?.run ?? null);
  const point = useLabState((state) => chosenPointOf(state)?.point ?? null);
  const scrubbed = useLabState((state) => state.view.chosen?.run === chosenPointOf(state)?.run.id);
  const measure = useMeasure();
  const points = run?.answer?.points;
  const sizes = useMemo(() => [...new Set((points ?? []).map(({ size }) => size))].sort((a, b) => a - b), [points]);
  const onSize = useNextFrame((place: number) => {
    const size = sizes[place];
    if (run !== null && size !== undefined) chooseSize(lab, run.id, size);
  });
  if (run === null) return null;
  const following = isLive(run) && !scrubbed;
  const shown = `${countWords(kept)} of ${countOf(players, "unit")} kept`;
  const how = following
    ? "as the run goes"
    : point === null
      ? ""
      : `${rateWords(point.accuracy)} validation ${measure}`;
  return (
    <div className="q-map-sizes">
      <span>
        <strong>{run.name}</strong>: {shown}
        {how !== "" && `, ${how}`}
      </span>
      {sizes.length > 1 && (
        <input
          type="range"
          aria-label="Size shown"
          aria-valuetext={shown}
          min={0}
          max={sizes.length - 1}
          step={1}
          value={Math.max(0, sizes.indexOf(point?.size ?? -1))}
          onChange={(event) => onSize(event.currentTarget.valueAsNumber)}
        />
      )}
    </div>
  );
}
