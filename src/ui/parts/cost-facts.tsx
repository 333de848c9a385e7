import type { Cost } from "../../core/model/summary.ts";
import { changeWords, countWords } from "../quantities.ts";
import { Fact } from "./facts.tsx";

interface CostFactsProps {
  readonly before: Cost;
  readonly after: Cost;
}

/** Parameters and multiply-accumulates, before and after. */
export function CostFacts({ before, after }: CostFactsProps) {
  return (
    <>
      <Fact
        name="Parameters"
        value={countWords(after.parameters)}
        note={`of ${countWords(before.parameters)} · ${changeWords(before.parameters, after.parameters)}`}
        testId="parameters-after"
      />
      <Fact
        name="MACs an example"
        value={countWords(after.macs)}
        note={`of ${countWords(before.macs)} · ${changeWords(before.macs, after.macs)}`}
      />
    </>
  );
}
