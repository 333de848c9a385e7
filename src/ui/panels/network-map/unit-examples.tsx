import type { UnitLook } from "../../../state/answers.ts";
import { useLabState } from "../../lab-context.ts";
import { valueWords } from "../../quantities.ts";
import { ExamplePicture } from "../comparison/example-picture.tsx";

/** The calibration examples that a unit is most active on. */
export function UnitExamples({ look, unit }: { readonly look: UnitLook; readonly unit: string }) {
  const names = useLabState((state) => state.session.holdings?.dataset?.classNames ?? null);
  const { examples, active, inputShape } = look;
  if (examples === null) return <p className="q-note">Looking through the calibration examples…</p>;
  if (active === 0 && examples.every(({ value }) => value === 0))
    return <p className="q-note">It is zero on all calibration examples.</p>;
  if (examples.length === 0) return <p className="q-note">There are no calibration examples.</p>;
  return (
    <>
      <ul className="q-unit-examples">
        {examples.map(({ row, label, value, input }) => {
          const truth = label === null ? null : (names?.[label] ?? String(label));
          return (
            <li key={row}>
              <ExamplePicture
                input={input}
                shape={inputShape}
                label={`Example ${row}${truth === null ? "" : `: ${truth}`}, activation of ${unit} ${valueWords(value)}`}
              />
              <span aria-hidden="true">
                {truth !== null && <span className="q-line">{truth}</span>}
                {valueWords(value)}
              </span>
            </li>
          );
        })}
      </ul>
      {active !== null && (
        <p className="q-note">
          Above zero somewhere on {Math.round(100 * active)} % of the calibration examples; its highest activation is
          written below each.
        </p>
      )}
    </>
  );
}
