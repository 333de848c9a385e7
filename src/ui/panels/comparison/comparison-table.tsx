import { Button, NativeSelect } from "@mantine/core";
import { memo, useMemo, useState } from "react";
import { setLook } from "../../../state/actions/compare-networks.ts";
import { hoverPoint } from "../../../state/actions/hover-point.ts";
import type { ComparisonRow } from "../../../state/comparison-of.ts";
import { lightsNetwork, pointOfNetwork } from "../../../state/hovered-point.ts";
import { NetworkIcon } from "../../charts/marks/network-mark.tsx";
import { csvText } from "../../charts/saving/figure-table.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { offerDownload } from "../../offer-download.ts";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { useMeasure } from "../../parts/use-measure.ts";
import { capital } from "../../wording.ts";
import { type ComparisonColumn, comparisonColumns, sortedRows } from "./comparison-columns.ts";
import { partWords } from "./comparison-words.ts";
import { networkLook } from "./network-look.ts";

const byName: Pick<ComparisonColumn, "title" | "value"> = { title: "Network", value: ({ name }) => name };

/** Every network with everything that is known of it; sorted by any column, and as CSV. */
export const ComparisonTable = memo(function ComparisonTable({ rows }: { readonly rows: readonly ComparisonRow[] }) {
  const lab = useLab();
  const measure = useMeasure();
  const { part, batch, reference } = useLabState((state) => state.view.comparing);
  const hovered = useLabState((state) => state.hoveredPoint ?? null);
  const [sorted, setSorted] = useState<{ readonly title: string; readonly down: boolean } | null>(null);
  const against = rows.find(({ network }) => (network?.id ?? null) === reference)?.name ?? "full network";
  const columns = useMemo(
    () => comparisonColumns({ measure: capital(measure), batch, reference: "reference" }),
    [measure, batch],
  );
  const all = [byName, ...columns];
  const by = all.find(({ title }) => title === sorted?.title);
  const shown = by && sorted ? sortedRows(rows, by.value, sorted.down) : rows;
  const sortBy = (title: string) =>
    setSorted((before) => {
      if (before?.title !== title) return { title, down: title !== byName.title };
      return before.down === (title !== byName.title) ? { title, down: !before.down } : null;
    });
  const download = () =>
    offerDownload(
      "comparison.csv",
      csvText({
        columns: ["network", "split", "reference", ...columns.flatMap(({ names }) => names)],
        rows: shown.map((row) => [row.name, part, against, ...columns.flatMap(({ cells }) => cells(row))]),
      }),
      "text/csv",
    );
  return (
    <div className="q-block">
      <ScrollRegion label="Networks and their figures">
        <table className="q-table q-compared" data-testid="comparison-table">
          <thead>
            <tr>
              {all.map(({ title }) => {
                const own = sorted?.title === title ? (sorted.down ? "descending" : "ascending") : undefined;
                return (
                  <th
                    key={title}
                    scope="col"
                    aria-sort={own}
                    className={title === byName.title ? undefined : "q-right"}
                  >
                    <button type="button" className="q-sort" onClick={() => sortBy(title)}>
                      {title}
                      <span aria-hidden="true">{own === undefined ? "" : own === "ascending" ? " ↑" : " ↓"}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr
                key={row.network?.id ?? "full"}
                data-lit={row.network !== null && lightsNetwork(hovered, row.network)}
                onPointerEnter={() => hoverPoint(lab, row.network && pointOfNetwork(row.network))}
                onPointerLeave={() => hoverPoint(lab, null)}
              >
                <th scope="row">
                  <span className="q-compared-name">
                    <NetworkIcon {...networkLook(row.network)} hollow={row.network === null} />
                    {row.name}
                  </span>
                </th>
                {columns.map(({ title, words }) => {
                  const [figure, spread] = words(row);
                  return (
                    <td key={title} className="q-right">
                      {figure}
                      {spread !== undefined && <span className="q-line q-spread">{spread}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="q-note">
        Small figures are 95 % intervals, of the time quartiles. Differences, calibration errors and flips are on{" "}
        {partWords[part]}; differences are against {against}, example by example, with the exact p value of McNemar’s
        test for that pair alone: of many pairs some are small by chance. Evaluations are passes over the calibration
        examples that the ranking took; repair and validation are not counted.
      </p>
      <div className="q-row">
        <NativeSelect
          label="Reference"
          value={reference ?? ""}
          data={rows.map(({ network, name }) => ({ value: network?.id ?? "", label: name }))}
          onChange={(event) => setLook(lab, { reference: event.currentTarget.value || null })}
        />
        <Button variant="default" className="q-beside-label" onClick={download}>
          Download the table (.csv)
        </Button>
      </div>
    </div>
  );
});
