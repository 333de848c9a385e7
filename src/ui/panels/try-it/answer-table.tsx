import type { Answered } from "../../../state/answers.ts";
import { countWords, rateWords, valueWords } from "../../quantities.ts";
import { answerRows, type NetworkColumn, spreadOf, timeWords } from "./answer-words.ts";

interface AnswerTableProps {
  readonly answered: Answered;
  readonly classNames: readonly string[];
  /** Full network first. */
  readonly columns: readonly NetworkColumn[];
}

function Bar({ share, colour }: { readonly share: number; readonly colour: string }) {
  return (
    <span className="q-answer-bar" aria-hidden="true">
      <span style={{ width: `${Math.round(1000 * Math.min(1, Math.max(0, share))) / 10}%`, background: colour }} />
    </span>
  );
}

/** What each network gives to each class, as bars with their numbers, and how long it took. */
export function AnswerTable({ answered, classNames, columns }: AnswerTableProps) {
  const { says, full } = answered;
  const { rows, more } = answerRows(answered, classNames);
  const spread = says === "probabilities" ? 1 : spreadOf(columns);
  const words = says === "probabilities" ? rateWords : valueWords;
  return (
    <div className="q-table-frame">
      <table className="q-table q-answers" aria-label="Answers of the networks">
        <thead>
          <tr>
            <th scope="col">{says === "numbers" ? "Output" : "Class"}</th>
            {columns.map(({ name, note }) => (
              <th scope="col" key={name}>
                {name}
                <small className="q-line">{note}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ place, name }) => (
            <tr key={place}>
              <th scope="row">{name}</th>
              {columns.map((column) => {
                const value = column.answer?.values[place];
                return (
                  <td key={column.name} data-vote={column.answer?.vote === place}>
                    {value === undefined ? (
                      "–"
                    ) : (
                      <span className="q-answer">
                        <Bar share={Math.abs(value) / spread} colour={column.colour} />
                        <span className="q-number">{words(value)}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Time</th>
            {columns.map(({ name, answer }) => (
              <td key={name} className="q-number">
                {answer === null ? "–" : timeWords(answer.milliseconds)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {more > 0 && (
        <p className="q-note q-answers-more">
          {countWords(more)} of {countWords(full.values.length)} classes, which both find less likely, are left out.
        </p>
      )}
    </div>
  );
}
