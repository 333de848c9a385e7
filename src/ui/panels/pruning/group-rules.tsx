import { Button, NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { clearRules, takeWidths } from "../../../state/actions/set-rule.ts";
import { rulesOf } from "../../../state/rules-of.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { Fold } from "../../parts/fold.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { countOf } from "../../quantities.ts";
import { GroupRuleRow } from "./group-rule-row.tsx";

/** What the person asks of single layers: budgets, floors, multiples, and units that stay or go. */
export function GroupRules() {
  const lab = useLab();
  const groups = useLabState((state) => state.session.holdings?.model?.groups ?? null);
  const settings = useLabState((state) => state.settings);
  const session = useLabState((state) => state.session);
  const rules = useMemo(() => rulesOf({ settings, session }), [settings, session]);
  if (groups === null) return null;
  const summary = rules.length === 0 ? "Layers: budgets, floors, locks" : `Layers: ${countOf(rules.length, "rule")}`;
  return (
    <Fold summary={summary}>
      <div className="q-block">
        <p className="q-note">
          Fewest and most the same make a budget. Multiples leave each layer a width that hardware likes, or its own.
          Units are numbered from 0; write 0, 3, 7-9.
        </p>
        <div className="q-row">
          <WidthsOfRun />
          {rules.length > 0 && (
            <Button size="xs" variant="default" onClick={() => clearRules(lab)}>
              Free all layers
            </Button>
          )}
        </div>
        <ScrollRegion label="Rules for layers" maxHeight={420}>
          <table className="q-table">
            <thead>
              <tr>
                <th scope="col">Layer</th>
                <th scope="col">Keep whole</th>
                <th scope="col">Fewest</th>
                <th scope="col">Most</th>
                <th scope="col">Multiple of</th>
                <th scope="col">Units that stay</th>
                <th scope="col">Units that go</th>
              </tr>
            </thead>
            <tbody>
              {groups.map(({ id, width }) => (
                <GroupRuleRow key={id} group={id} width={width} rule={rules.find(({ group }) => group === id)} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </div>
    </Fold>
  );
}

/** Every run that has come to a size lends its layers' widths, so that rankings can be compared at the same widths. */
function WidthsOfRun() {
  const lab = useLab();
  const prunes = useLabState((state) => state.runs.prunes);
  const lenders = prunes.filter((run) => run.answer?.points.length);
  return (
    <NativeSelect
      size="xs"
      aria-label="Take the layer widths of a run"
      value=""
      disabled={lenders.length === 0}
      data={[
        { value: "", label: lenders.length === 0 ? "Layer widths of a run: none yet" : "Take the layer widths of…" },
        ...lenders.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => takeWidths(lab, event.currentTarget.value)}
    />
  );
}
