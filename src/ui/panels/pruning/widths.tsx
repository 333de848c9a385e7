import type { LoadedModel } from "../../../state/answers.ts";
import { groupWords } from "../../group-words.ts";
import { countWords } from "../../quantities.ts";

interface WidthsProps {
  readonly groups: LoadedModel["groups"];
  /** Units kept of each group. */
  readonly widths: readonly number[];
}

/** How many units stay in each layer. */
export function Widths({ groups, widths }: WidthsProps) {
  return (
    <div className="q-widths" data-testid="widths">
      {groups.map(({ id, width }, place) => {
        const kept = widths[place] ?? 0;
        return (
          <div key={id} style={{ display: "contents" }}>
            <span title={id}>{groupWords(id)}</span>
            <div className="q-bar" aria-hidden="true">
              <span style={{ width: `${(100 * kept) / width}%` }} />
            </div>
            <span className="q-number">
              {countWords(kept)} of {countWords(width)}
            </span>
          </div>
        );
      })}
    </div>
  );
}
