import type { Surface } from "../../../core/uncertainty/surface.ts";
import { SurfaceChart } from "../../charts/figures/surface-chart.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { rateWords, valueWords } from "../../quantities.ts";
import { statisticWords } from "../../wording.ts";

interface SurfaceResultProps {
  readonly surface: Surface;
  readonly spec: { readonly first: readonly string[]; readonly second: readonly string[] };
}

/** The surface with its peak in words. */
export function SurfaceResult({ surface, spec }: SurfaceResultProps) {
  const { peak, settings } = surface;
  const examples = useExamples("calibration");
  const [first, second] = [spec.first.join(", "), spec.second.join(", ")];
  return (
    <div className="q-block">
      <SurfaceChart surface={surface} first={first} second={second} examples={examples} />
      {peak !== null && (
        <p className="q-say" data-testid="surface-peak">
          <strong>
            Highest at p = {rateWords(peak.p)} ({first}) and q = {rateWords(peak.q)} ({second})
          </strong>
          : {statisticWords[settings.statistic].toLowerCase()} {valueWords(peak.value)}, masks{" "}
          {settings.rescaled ? "rescaled" : "not rescaled"}, on {examples}.
        </p>
      )}
    </div>
  );
}
