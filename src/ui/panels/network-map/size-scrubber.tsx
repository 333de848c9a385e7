import { chosenPointOf } from "../../../state/chosen-point.ts";
import { isLive } from "../../../state/run.ts";
import { useLabState } from "../../lab-context.ts";
import { Transport } from "../../parts/transport.tsx";
import { useMeasure } from "../../parts/use-measure.ts";
import { countOf, countWords, rateWords } from "../../quantities.ts";

/** The sizes that the chosen run passed through, to go back and forth among them, and what is shown now in words. */
export function SizeScrubber({ players, kept }: { readonly players: number; readonly kept: number }) {
  const run = useLabState((state) => chosenPointOf(state)?.run ?? null);
  const point = useLabState((state) => chosenPointOf(state)?.point ?? null);
  const scrubbed = useLabState((state) => state.view.chosen?.run === chosenPointOf(state)?.run.id);
  const measure = useMeasure();
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
      <Transport label="Play through the run on the map" />
    </div>
  );
}
