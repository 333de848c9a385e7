import { SegmentedControl } from "@mantine/core";
import type { PowerEstimate } from "../../../core/power/power-index.ts";
import { lockUnit } from "../../../state/actions/lock-unit.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { type UnitLock, unitLocks } from "../../../state/unit-lock.ts";
import { useLab } from "../../lab-context.ts";
import { Fact, Facts } from "../../parts/facts.tsx";
import { countOf, countWords, valueWords } from "../../quantities.ts";
import { placeOf, unitWords } from "../../unit-words.ts";
import { cutPlaces, savingWords } from "./cut-words.ts";
import { UnitExamples } from "./unit-examples.tsx";
import { UnitFilter } from "./unit-filter.tsx";
import { useUnitLook } from "./use-unit-look.ts";

interface UnitCardProps {
  readonly model: LoadedModel;
  /** The unit that is pointed at; null before one was. */
  readonly player: number | null;
  readonly power: PowerEstimate | null;
  readonly interval: readonly [number, number] | null;
  /** From 1; 0 where its power is not known. */
  readonly rank: number;
  readonly lock: UnitLock;
  /** Whether it is in the network at the size shown; null before any run. */
  readonly kept: boolean | null;
}

const lockWords: Record<UnitLock, string> = { free: "Free", in: "Stays", out: "Goes" };
/** Layers that are spelled out. */
const listed = 6;

/** One unit closely: its power, its lock, its weights, its top examples and what a cut there touches. */
export function UnitCard(props: UnitCardProps) {
  const { model, player, power, interval, rank, lock, kept } = props;
  const lab = useLab();
  const { look, failure } = useUnitLook(player);
  const place = player === null ? null : placeOf(model.groups, player);
  if (player === null || place === null)
    return (
      <div className="q-unit-card">
        <p className="q-empty">
          Point at a unit, or move to it with the arrow keys, to see its weights, the examples that it answers to and
          what a cut there touches.
        </p>
      </div>
    );
  const group = model.preflight.groups.find(({ id }) => id === place.id);
  const value = power?.power[player] ?? Number.NaN;
  const name = unitWords(model, player);
  const places = group === undefined ? [] : cutPlaces(group);
  return (
    <section className="q-unit-card" aria-label="Unit">
      <h3>{name}</h3>
      <Facts>
        <Fact
          name="Power"
          value={Number.isFinite(value) ? valueWords(value) : "not known yet"}
          note={
            interval
              ? `${valueWords(interval[0])} to ${valueWords(interval[1])} (95 %)`
              : Number.isFinite(value)
                ? "no interval yet"
                : undefined
          }
        />
        <Fact
          name="Rank"
          value={rank > 0 ? `${countWords(rank)} of ${countWords(model.players)}` : "–"}
          note={kept === null ? undefined : kept ? "in the network shown" : "cut in the network shown"}
        />
      </Facts>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Lock of this unit"
        value={lock}
        onChange={(chosen) => lockUnit(lab, player, chosen as UnitLock)}
        data={unitLocks.map((one) => ({ value: one, label: lockWords[one] }))}
      />
      {look !== null && look.kernels.length > 0 && (
        <div className="q-block">
          <h4>{look.kernels[0]?.window.length ? "Filter" : "Weights"}</h4>
          <UnitFilter look={look} />
        </div>
      )}
      {look !== null && (
        <div className="q-block">
          <h4>Top examples</h4>
          <UnitExamples look={look} unit={name} />
        </div>
      )}
      {failure !== null && <p className="q-note">{failure}</p>}
      {group !== undefined && (
        <div className="q-block">
          <h4>What a cut here touches</h4>
          <p className="q-note">{savingWords(group)}</p>
          <ul className="q-cut-places">
            {places.slice(0, listed).map(({ layer, words }) => (
              <li key={layer}>
                <strong>{layer}</strong> {words}
              </li>
            ))}
          </ul>
          {places.length > listed && <p className="q-note">and {countOf(places.length - listed, "more layer")}</p>}
        </div>
      )}
    </section>
  );
}
