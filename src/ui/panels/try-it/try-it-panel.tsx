import { useState } from "react";
import type { Answered, TriedInput } from "../../../state/answers.ts";
import { useLabState } from "../../lab-context.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { SizeScrubber } from "../network-map/size-scrubber.tsx";
import { BothAnswers } from "./both-answers.tsx";
import { ExampleChoice } from "./example-choice.tsx";
import { PictureTry } from "./picture-try.tsx";
import { RowTry } from "./row-try.tsx";
import { TextTry } from "./text-try.tsx";
import { useAsking, useOnScreen } from "./use-asking.ts";

export function TryItPanel() {
  const loaded = useLoaded();
  const prepared = useLabState((state) => state.session.prepared !== null);
  return (
    <Panel
      id="try-it"
      number={8}
      title="Try it yourself"
      lead="Give the networks an example of your own and see what the full and the pruned one make of it, side by side."
      explanation={
        <>
          <p>
            Accuracy is a mean over many examples; here you see single ones. Draw a digit, drop a picture, type a text
            or change the numbers of a row, and both networks answer as you go: the full one, and the one that you chose
            in the pruning run, with its repair where there is one. Move through the sizes of the run and watch when an
            answer tips over.
          </p>
          <p>
            What you make takes the same way into the network as every example: first the form of your data (size,
            range, light or dark ground), then the pairing under Model and data. A network has only seen examples of
            that form; what is unlike them may get a confident wrong answer.
          </p>
          <p>A few examples decide nothing: choose networks by the validation figures.</p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">Draw, drop or type an example of your own here, once there are a network and data.</p>
      ) : !prepared ? (
        <p className="q-empty">The networks answer as soon as the full one has been prepared.</p>
      ) : (
        <Trying />
      )}
    </Panel>
  );
}

type PickedExample = Extract<TriedInput, { kind: "example" }>;

function Trying() {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const [picked, setPicked] = useState<PickedExample>({ kind: "example", part: "validation", place: 0 });
  const [input, setInput] = useState<TriedInput>(picked);
  const answered = useLabState((state) => state.runs.answer?.answer ?? null);
  const failure = useLabState((state) => (state.runs.answer?.status === "failed" ? state.runs.answer.failure : null));
  const absent = useLabState((state) => state.session.absent);
  useAsking(input, useOnScreen(place));
  const pick = (example: PickedExample) => {
    setPicked(example);
    setInput(example);
  };
  return (
    <div ref={setPlace} className="q-try">
      {answered === null ? (
        failure === null && <p className="q-note">{absent ?? "The full network is being asked."}</p>
      ) : (
        <>
          <div className="q-block" style={{ gap: 14 }}>
            <OwnExample answered={answered} input={input} onInput={setInput} onClear={() => setInput(picked)} />
            <ExampleChoice picked={picked} onPick={pick} />
          </div>
          <div className="q-block" style={{ gap: 14 }}>
            <ShownSize />
            <BothAnswers answered={answered} />
          </div>
        </>
      )}
      {failure !== null && <FailureAlert failure={failure} />}
    </div>
  );
}

/** The size of the run that answers, to be moved here as well. */
function ShownSize() {
  const players = useLabState((state) => state.session.holdings?.model?.players ?? 0);
  const kept = useLabState((state) => state.runs.answer?.spec.pruned?.selection ?? null);
  const size = kept?.reduce((sum, unit) => sum + unit, 0) ?? players;
  return <SizeScrubber players={players} kept={size} />;
}

interface OwnExampleProps {
  readonly answered: Answered;
  readonly input: TriedInput;
  readonly onInput: (input: TriedInput) => void;
  readonly onClear: () => void;
}

/** Whichever way to make an example suits the network's input. */
function OwnExample({ answered, input, onInput, onClear }: OwnExampleProps) {
  const { form, values, words } = answered;
  if (form.kind === "picture") return <PictureTry {...{ form, input, onInput, onClear }} />;
  if (form.kind === "text")
    return (
      <TextTry
        input={input}
        text={words?.kind === "text" ? (words.text ?? words.read) : null}
        typed={form.typed}
        onInput={onInput}
      />
    );
  return <RowTry columns={form.columns} values={input.kind === "row" ? input.values : values} onInput={onInput} />;
}
