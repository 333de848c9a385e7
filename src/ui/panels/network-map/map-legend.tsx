import type { ReactNode } from "react";
import { ColourScale } from "../../charts/marks/colour-scale.tsx";
import { powerColour, type Shading, shadeColour, shadeSteps, type UnitShades } from "../../charts/scales/unit-shade.ts";
import { countWords, valueWords } from "../../quantities.ts";

interface MapLegendProps {
  readonly domain: UnitShades["domain"];
  readonly shading: Shading;
  readonly players: number;
  readonly cut: boolean;
  readonly locked: boolean;
}

const side = 12;

/** What the cells say: by fill, by the opening in their middle, by size and by frame. */
export function MapLegend({ domain, shading, players, cut, locked }: MapLegendProps) {
  const ranked = shading === "rank";
  return (
    <div className="q-legend">
      {domain === null ? (
        <Entry words="a unit; estimate power to shade it">
          <rect width={side} height={side} fill="var(--q-line)" stroke="var(--q-ink-3)" />
        </Entry>
      ) : (
        <>
          <ColourScale
            name={ranked ? "Rank" : "Power"}
            low={0}
            high={1}
            colour={(share) => (ranked ? shadeColour(Math.round(share * (shadeSteps - 1))) : powerColour(share))}
            words={(share) =>
              ranked ? (share === 0 ? countWords(players) : "1") : valueWords(share === 0 ? domain[0] : domain[1])
            }
          />
          <Entry words="open in the middle: not certain">
            <path d={`M0 0h${side}v${side}h-${side}zM2.5 2.5h7v7h-7z`} fillRule="evenodd" fill="var(--q-ink-2)" />
          </Entry>
        </>
      )}
      {cut && (
        <Entry words="cut">
          <rect x={3} y={3} width={6} height={6} fill="var(--q-ink-3)" opacity={0.35} />
        </Entry>
      )}
      {locked && (
        <>
          <Entry words="stays">
            <rect x={1} y={1} width={10} height={10} fill="var(--q-line)" stroke="var(--q-ink)" strokeWidth={2} />
          </Entry>
          <Entry words="goes">
            <rect width={side} height={side} fill="var(--q-line)" />
            <path d={`M0 0l${side} ${side}M${side} 0l-${side} ${side}`} stroke="var(--q-ink)" strokeWidth={1.5} />
          </Entry>
        </>
      )}
      <Entry words="must stay">
        <rect x={0.5} y={0.5} width={11} height={11} fill="none" stroke="var(--q-ink-3)" />
      </Entry>
    </div>
  );
}

function Entry({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <span>
      <svg width={side} height={side} aria-hidden="true" overflow="visible">
        {children}
      </svg>
      {words}
    </span>
  );
}
