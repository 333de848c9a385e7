import { Button } from "@mantine/core";

import { setPairing } from "../../../state/actions/set-pairing.ts";
import type { PairingTrials } from "../../../state/answers.ts";
import { useLab } from "../../lab-context.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useMeasure } from "../../parts/use-measure.ts";
import { countWords, intervalWords, rateWords } from "../../quantities.ts";
import { pairingWords } from "./pairing-words.ts";

interface TriedPairingsProps {
  readonly trials: PairingTrials;
  readonly range: readonly [number, number];
}

/** Every pairing that was tried, with what the full network achieved under it, the one in force marked. */
export function TriedPairings({ trials: { tried, chosen, how }, range }: TriedPairingsProps) {
  const lab = useLab();
  const measure = useMeasure();
  return (
    <>
      <p className="q-note">{how} Only calibration examples were used for this.</p>
      {tried.length > 0 && (
        <ScrollRegion label="Pairings that were tried" maxHeight={320}>
          <table className="q-table">
            <thead>
              <tr>
                <th scope="col">What is done to an example</th>
                <th scope="col" className="q-right">
                  Calibration {measure}
                </th>
                <th scope="col" className="q-right">
                  95 % interval
                </th>
                <th scope="col" className="q-right">
                  Examples
                </th>
                <th scope="col">In force</th>
              </tr>
            </thead>
            <tbody>
              {tried.map(({ pairing, score }, place) => {
                const words = pairingWords(pairing, range);
                return (
                  <tr key={JSON.stringify(pairing)} aria-current={place === chosen ? "true" : undefined}>
                    <th scope="row" className="q-wraps">
                      {words}
                    </th>
                    <td className="q-right">{rateWords(score.value)}</td>
                    <td className="q-right">{intervalWords(score.interval)}</td>
                    <td className="q-right">{countWords(score.examples)}</td>
                    <td>
                      {place === chosen ? (
                        <strong>in force</strong>
                      ) : (
                        <Button size="compact-xs" variant="default" onClick={() => setPairing(lab, pairing)}>
                          Choose<span className="q-hidden"> {words}</span>
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
}
