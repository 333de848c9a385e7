import { Button } from "@mantine/core";
import { useMemo } from "react";
import { noCriticalSize } from "../../../core/signs/no-critical-size.ts";
import type { Sweep } from "../../../core/uncertainty/band.ts";
import { setBias } from "../../../state/actions/set-bias.ts";
import { biasOf, statisticOf } from "../../../state/derived-settings.ts";
import { BandChart } from "../../charts/figures/band-chart.tsx";
import { useLab, useLabState } from "../../lab-context.ts";
import { SignNotice } from "../../parts/sign-notice.tsx";
import { useExamples } from "../../parts/use-examples.ts";
import { useMeasure } from "../../parts/use-measure.ts";
import { useNextFrame } from "../../parts/use-next-frame.ts";
import { CriticalSentence } from "./critical-sentence.tsx";

/** The band and its critical size, with the bias d to drag; nothing else is drawn anew while it is dragged. */
export function Bands({ sweep }: { readonly sweep: Sweep }) {
  const lab = useLab();
  const statistic = useLabState(statisticOf);
  const full = useLabState((state) => state.session.prepared?.full?.calibration.value ?? null);
  const own = useLabState((state) => state.settings.bias !== null);
  const bias = useLabState(biasOf);
  const measure = useMeasure();
  const examples = useExamples("calibration");
  const onBias = useNextFrame((value: number) => setBias(lab, value));
  const sign = useMemo(() => noCriticalSize(sweep.critical), [sweep.critical]);
  return (
    <div className="q-block">
      <BandChart
        sweep={sweep}
        statistic={statistic}
        measure={measure}
        examples={examples}
        full={full}
        bias={bias}
        onBias={onBias}
      />
      <CriticalSentence sweep={sweep} statistic={statistic} />
      <SignNotice sign={sign} />
      {own && (
        <div className="q-row">
          <span className="q-note">The bias d is yours now; it no longer follows the critical size.</span>
          <Button size="xs" variant="default" onClick={() => setBias(lab, null)}>
            Follow the critical size
          </Button>
        </div>
      )}
    </div>
  );
}
