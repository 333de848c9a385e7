import { Button } from "@mantine/core";
import { estimateAtHand } from "../../../state/estimate-at-hand.ts";
import { powerText } from "../../../state/power-text.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { offerDownload } from "../../offer-download.ts";

/** The power indices for other tools; there once an estimate is. */
export function PowerDownloads() {
  const lab = useLab();
  const offered = useLabState((state) => estimateAtHand(state) !== null);
  if (!offered) return null;
  const download = (kind: "csv" | "json", type: string) => {
    const text = powerText(lab.store.getState(), kind);
    if (text !== null) offerDownload(`power.${kind}`, text, type);
  };
  return (
    <div className="q-row">
      <Button variant="default" onClick={() => download("csv", "text/csv")}>
        Download power indices (.csv)
      </Button>
      <Button variant="default" onClick={() => download("json", "application/json")}>
        Download power indices (.json)
      </Button>
    </div>
  );
}
