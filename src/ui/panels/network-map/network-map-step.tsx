import { SegmentedControl } from "@mantine/core";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { confidenceIntervals } from "../../../core/estimate/interval.ts";
import { sizeOf } from "../../../core/prune/selection.ts";
import { hoverUnit } from "../../../state/actions/hover-unit.ts";
import { nextLock } from "../../../state/actions/lock-unit.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { shownSelection } from "../../../state/shown-selection.ts";
import { locksOfUnits, type UnitLock, unitLocks } from "../../../state/unit-lock.ts";
import { NetworkMap } from "../../charts/figures/network-map.tsx";
import { tableOfRows } from "../../charts/saving/figure-table.ts";
import { type MapCell, networkRows } from "../../charts/scales/network-rows.ts";
import { type Shading, shadeColour, shadeSteps, unitShades } from "../../charts/scales/unit-shade.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { countOf, countWords, valueWords } from "../../quantities.ts";
import { placeOf, unitWords } from "../../unit-words.ts";
import { MapLegend } from "./map-legend.tsx";
import { MapSearch } from "./map-search.tsx";
import { SizeScrubber } from "./size-scrubber.tsx";
import { UnitCard } from "./unit-card.tsx";
import { useShownPower } from "./use-shown-power.ts";

const lockWords: Record<UnitLock, string> = { free: "free", in: "locked in, it stays", out: "locked out, it goes" };

/** The map of a network in hand, the controls above it and the unit that is pointed at beside it. */
export function NetworkMapStep({ model }: { readonly model: LoadedModel }) {
  const lab = useLab();
  const { players, groups, preflight } = model;
  const [shading, setShading] = useState<Shading>("power");
  const [seek, setSeek] = useState<MapCell | null>(null);
  const [said, setSaid] = useState("");
  const hovered = useLabState((state) => state.view.hoveredUnit);
  const picked = useLabState((state) => state.view.picked);
  const selection = useLabState(shownSelection);
  const rules = useLabState((state) => state.settings.rules);
  const { power: newest, ofRound } = useShownPower();
  // while an estimate streams in, the page answers the person first
  const power = useDeferredValue(newest);
  const intervals = useMemo(() => (power === null ? [] : confidenceIntervals(power)), [power]);
  const shades = useMemo(() => unitShades(power, intervals, players, shading), [power, intervals, players, shading]);
  const rows = useMemo(() => networkRows(preflight), [preflight]);
  const locks = useMemo(() => locksOfUnits(groups, rules), [groups, rules]);
  const lockOf = useCallback((player: number): UnitLock => unitLocks[locks[player] ?? 0] ?? "free", [locks]);
  const words = useCallback(
    (player: number) => {
      const value = power?.power[player] ?? Number.NaN;
      const interval = intervals[player];
      const spread = interval ? ` ± ${valueWords((interval[1] - interval[0]) / 2)}` : "";
      return [
        unitWords(model, player),
        Number.isFinite(value)
          ? `power ${valueWords(value)}${spread}, rank ${countWords(shades.rank[player] ?? 0)}`
          : null,
        selection === null ? null : selection[player] ? "kept" : "cut",
        lockOf(player) === "free" ? null : lockWords[lockOf(player)],
      ]
        .filter((part) => part !== null)
        .join(", ");
    },
    [model, power, intervals, shades, selection, lockOf],
  );
  const onHover = useCallback((player: number) => hoverUnit(lab, player), [lab]);
  const onLock = useCallback(
    (player: number) => setSaid(`${unitWords(model, player)}: ${lockWords[nextLock(lab, player)]}`),
    [lab, model],
  );
  const kept = selection === null ? players : sizeOf(selection);
  const table = useCallback(
    () =>
      tableOfRows(
        ["unit", "layer", "number", "power", "from", "to", "rank", "in the network", "lock"],
        players,
        (player) => {
          const value = power?.power[player] ?? Number.NaN;
          return [
            unitWords(model, player),
            placeOf(groups, player)?.id ?? "",
            (placeOf(groups, player)?.unit ?? 0) + 1,
            Number.isFinite(value) ? value : null,
            intervals[player]?.[0] ?? null,
            intervals[player]?.[1] ?? null,
            shades.rank[player] || null,
            selection === null || selection[player] ? "yes" : "no",
            lockOf(player),
          ];
        },
      ),
    [model, players, groups, power, intervals, shades, selection, lockOf],
  );
  const lit = hovered === null ? null : (placeOf(groups, hovered)?.id ?? null);
  const title = `Network ${model.name}: ${countOf(players, "unit")}`;
  const label =
    `Map of ${model.name}: ${countOf(rows.filter(({ units }) => units.length > 0).length, "layer")} with ${countOf(players, "unit")} that can be cut. ` +
    (selection === null ? "" : `${countOf(kept, "unit")} kept. `) +
    (shades.domain === null ? "No power is known yet." : "Shaded by power.");
  const keys =
    shades.domain === null
      ? []
      : [0, 0.5, 1].map((share) => ({
          name: share === 0 ? "least power" : share === 1 ? "most power" : "between",
          colour: shadeColour(Math.round(share * (shadeSteps - 1))),
        }));
  return (
    <div className="q-block" style={{ gap: 12 }}>
      <div className="q-row">
        <MapSearch
          rows={rows}
          power={(player) => power?.power[player] ?? Number.NaN}
          doubt={(player) => shades.doubt[player] ?? 0}
          onFound={(cell) => setSeek({ ...cell })}
        />
        {shades.domain !== null && (
          <SegmentedControl
            aria-label="Shade units by"
            size="xs"
            value={shading}
            onChange={(value) => setShading(value as Shading)}
            data={[
              { value: "power", label: "By power" },
              { value: "rank", label: "By rank" },
            ]}
          />
        )}
        <SizeScrubber players={players} kept={kept} />
      </div>
      <div className="q-map-columns">
        <div className="q-block">
          <MapLegend
            domain={shades.domain}
            shading={shading}
            players={players}
            cut={selection !== null}
            locked={locks.some((lock) => lock > 0)}
          />
          <NetworkMap
            {...{
              rows,
              shades,
              selection,
              locks,
              hovered,
              picked,
              lit,
              onHover,
              onLock,
              words,
              seek,
              label,
              title,
              keys,
              table,
            }}
          />
          {ofRound && (
            <p className="q-note">Shaded by the power of the strategy’s last round: the Power step has none yet.</p>
          )}
          <p className="q-hidden" role="status">
            {said}
          </p>
        </div>
        <UnitCard
          model={model}
          player={hovered}
          power={power}
          interval={hovered === null ? null : (intervals[hovered] ?? null)}
          rank={hovered === null ? 0 : (shades.rank[hovered] ?? 0)}
          lock={hovered === null ? "free" : lockOf(hovered)}
          kept={selection === null || hovered === null ? null : Boolean(selection[hovered])}
        />
      </div>
    </div>
  );
}
