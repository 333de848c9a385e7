import type { TinySolutions } from "../../../state/answers.ts";
import { solvedWords } from "../../quantities.ts";

/** What the exact solutions say of the game as a whole. */
export function SolutionSentence({ solutions }: { readonly solutions: TinySolutions }) {
  const { coreEmpty, leastCore, kernel } = solutions;
  return (
    <p className="q-say" data-testid="tiny-solutions">
      {coreEmpty ? (
        <>
          <strong>The core is empty:</strong> whatever is shared, some coalition could do better by itself; at best the
          worst-off one lacks {solvedWords(leastCore.value)} (least core).
        </>
      ) : (
        <>
          <strong>The core is not empty:</strong> no coalition can complain of the allocations within its bounds. In the
          least core the largest complaint is {solvedWords(leastCore.value)}.
        </>
      )}{" "}
      The kernel's point balances all pairs of players up to {solvedWords(kernel.residual)}. Shares are of the
      zero-normalised game: what is above the empty coalition's worth.
    </p>
  );
}
