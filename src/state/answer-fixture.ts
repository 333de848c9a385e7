import type { Jobs } from "../jobs/contract.ts";

type Answered = Jobs["answer"]["answer"];

const plane = 64;
const ink = { plane: [8, 8], inkHigh: true, side: 8, centre: "mass", width: 1.5 } as const;

/** The class that both networks find likeliest: the one of the fixtures' three that the input is made of. */
function wanted({ input }: Jobs["answer"]["spec"]): number {
  if (input.kind === "drawing") return input.strokes.length % 3;
  if (input.kind === "text") return input.text.length % 3;
  return input.kind === "row" ? Math.round(input.values[0] ?? 0) % 3 : input.kind === "example" ? input.place % 3 : 2;
}

const sure = (vote: number, share: number): Answered["full"] => ({
  values: Float32Array.from({ length: 3 }, (_, at) => (at === vote ? share : (1 - share) / 2)),
  vote,
  milliseconds: 2 * share,
});

/** For tests: answers on three classes; a pruned network of four units or fewer is wrong about everything. */
export function answeredBy(spec: Jobs["answer"]["spec"], form?: Answered["form"]): readonly Answered[] {
  const { input, pruned } = spec;
  const vote = wanted(spec);
  const kept = pruned?.selection.reduce((sum, unit) => sum + unit, 0) ?? 0;
  const values = input.kind === "row" ? input.values : Float32Array.from({ length: plane }, (_, at) => at % 16);
  return [
    {
      form: form ?? { kind: "picture", plane: [8, 8], channels: 1, ink },
      values,
      input: values.map((value) => value / 16),
      inputShape: form?.kind === "row" ? [values.length] : [8, 8, 1],
      words:
        form?.kind === "text"
          ? { kind: "text", text: input.kind === "text" ? input.text : "hello", read: "hello" }
          : null,
      known: input.kind === "example" ? { row: 200 + input.place, label: vote, targets: [] } : null,
      says: "probabilities",
      classes: Int32Array.of(0, 1, 2),
      full: sure(vote, 0.9),
      pruned: pruned && (kept <= 4 ? sure((vote + 1) % 3, 0.5) : sure(vote, pruned.repaired ? 0.8 : 0.7)),
      trouble: null,
    },
  ];
}
