import { sizeOf } from "../../../core/prune/selection.ts";
import type { Answered } from "../../../state/answers.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { triedNetworkOf } from "../../../state/tried-network.ts";
import { useLabState } from "../../lab-context.ts";
import { useCalm } from "../../parts/use-calm.ts";
import { countOf, countWords, rateWords, valueWords } from "../../quantities.ts";
import { ExamplePicture } from "../comparison/example-picture.tsx";
import { runColour } from "../pruning/run-colour.ts";
import { AnswerTable } from "./answer-table.tsx";
import { agreementWords, type NetworkColumn, outputName } from "./answer-words.ts";

/** What a network says, in a few words: "7 (0.982)". */
function saidWords(answered: Answered, answer: Answered["full"], classNames: readonly string[]): string {
  if (answer.vote === null) return Array.from(answer.values.subarray(0, 4), valueWords).join(", ");
  const name = outputName(answered, answer.vote, classNames);
  const value = answer.values[answer.vote] ?? Number.NaN;
  return answered.says === "probabilities" ? `${name} (${rateWords(value)})` : name;
}

/** What the networks see, what each says, and whether they agree. */
export function BothAnswers({ answered }: { readonly answered: Answered }) {
  const classNames = useLabState((state) => state.session.holdings?.dataset?.classNames ?? []);
  const players = useLabState((state) => state.session.holdings?.model?.players ?? 0);
  const run = useLabState((state) => chosenPointOf(state)?.run ?? null);
  const selection = useLabState((state) => triedNetworkOf(state)?.selection ?? null);
  const repaired = useLabState((state) => (triedNetworkOf(state)?.repaired ?? null) !== null);
  const { full, pruned, trouble, known, words } = answered;
  const agreement = agreementWords(answered);
  const said = {
    full: saidWords(answered, full, classNames),
    pruned: pruned && saidWords(answered, pruned, classNames),
  };
  const spoken = useCalm(
    `The full network says ${said.full}${said.pruned === null ? "" : `, the pruned one ${said.pruned}. ${agreement}`}`,
    1500,
  );
  const columns: NetworkColumn[] = [
    { name: "Full network", note: countOf(players, "unit"), colour: "var(--q-ink-3)", answer: full },
  ];
  if (run !== null && selection !== null)
    columns.push({
      name: run.name,
      note: `${countWords(sizeOf(selection))} of ${countOf(players, "unit")}${repaired ? ", repaired" : ""}`,
      colour: runColour(run.id),
      answer: pruned,
    });
  const truth =
    known === null
      ? null
      : known.label !== null
        ? (classNames[known.label] ?? String(known.label))
        : known.targets.length > 0
          ? known.targets.map(valueWords).join(", ")
          : null;
  return (
    <div className="q-block" style={{ gap: 14 }}>
      <div className="q-seen">
        <div className="q-block">
          <h3>What the networks see</h3>
          <ExamplePicture
            input={answered.input}
            shape={answered.inputShape}
            {...(words === null ? {} : { words })}
            label="The example as the networks see it"
          />
        </div>
        <div className="q-block">
          <h3>What they say</h3>
          <p className="q-say">
            Full network: <strong data-testid="said-full">{said.full}</strong>
          </p>
          {said.pruned !== null && (
            <p className="q-say">
              Pruned network: <strong data-testid="said-pruned">{said.pruned}</strong>
            </p>
          )}
          {agreement !== null && (
            <p className="q-agreement" data-agreed={agreement === "They agree."} data-testid="agreement">
              {agreement}
            </p>
          )}
          {run === null && (
            <p className="q-note">
              Once there is a pruning run, its network answers beside the full one, at whatever size you choose there.
            </p>
          )}
          {run !== null && trouble !== null && <p className="q-note">The pruned network: {trouble.message}</p>}
          {truth !== null && (
            <p className="q-note">
              The data say <strong>{truth}</strong>.
            </p>
          )}
        </div>
      </div>
      <AnswerTable answered={answered} classNames={classNames} columns={columns} />
      <p className="q-note">
        Times are rough: each network by itself, with this one example. Comparison takes them by turns.
      </p>
      <p className="q-hidden" role="status">
        {spoken}
      </p>
    </div>
  );
}
