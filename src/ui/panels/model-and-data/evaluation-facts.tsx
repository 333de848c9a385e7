import type { Session } from "../../../state/lab-state.ts";
import { useLabState } from "../../lab-context.ts";
import { Fact, Facts } from "../../parts/facts.tsx";
import { Fold } from "../../parts/fold.tsx";
import { bytesWords, countOf, countWords, speedWords } from "../../quantities.ts";
import { allowedWords, openingParts } from "./memory-words.ts";

type EvaluationMemory = NonNullable<Session["memory"]>;
type MemoryExpected = NonNullable<NonNullable<Session["prepared"]>["memory"]>;
type EvaluationReport = NonNullable<NonNullable<Session["prepared"]>["evaluation"]>;

const ways: Readonly<Record<EvaluationReport["way"], string>> = {
  rows: "one by one on rows of examples, by our own kernel",
  shaders: "many at once by compute shaders of our own",
  stacked: "many masks stacked in one pass of tfjs",
};

/** The page's own heap, where the browser says it. */
function pageHeap(): number | null {
  const { memory } = performance as { readonly memory?: { readonly usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? null;
}

function memoryNote({ kernel, tensors, wasmHeap, kernelHeap }: EvaluationMemory): string {
  const heaps = kernelHeap + (wasmHeap ?? 0);
  const page = pageHeap();
  return [
    `tensors ${bytesWords(tensors)}`,
    `kernel's weights and caches ${bytesWords(kernel)}`,
    ...(heaps > 0 ? [`wasm heaps ${bytesWords(heaps)}`] : []),
    ...(page === null ? [] : [`page ${bytesWords(page)}`]),
  ].join(", ");
}

/** The parts of what was estimated, what repairs take, and what there is. */
function expectedNote({ evaluate, refit, tune, allowed }: MemoryExpected): string {
  const parts = evaluate.parts.map(({ what, bytes }) => `${what} ${bytesWords(bytes)}`);
  const limits = allowedWords(allowed);
  return [
    `estimated before anything was begun: ${parts.join(", ")}`,
    `a refit up to ${bytesWords(refit.total)}, fine-tuning ${bytesWords(tune.total)}`,
    `at least ${bytesWords(evaluate.least)} in small batches`,
    ...(limits === "" ? [] : [`there is: ${limits}`]),
  ].join("; ");
}

/** How coalitions are evaluated: by what, with which tricks, for how many operations, how fast and in how much memory. */
export function EvaluationFacts() {
  const prepared = useLabState((state) => state.session.prepared);
  const memory = useLabState((state) => state.session.memory ?? null);
  const opening = useLabState((state) => state.session.holdings?.opening ?? null);
  const report = prepared?.evaluation;
  if (!prepared || !report) return null;
  const { coalition, plain } = report.operations;
  const { backend, split, workers } = prepared;
  return (
    <Fold summary="How coalitions are evaluated">
      <Facts>
        <Fact
          name="Backend"
          value={backend?.name ?? "–"}
          note={`${backend?.adapter ?? ""}, ${countOf(workers ?? 1, "worker")}`}
        />
        <Fact
          name="Coalitions a second"
          value={speedWords(report.perSecond)}
          note={`half of the units, ${countOf(split?.calibration ?? 0, "example")}, timed while preparing`}
          testId="coalitions-a-second"
        />
        <Fact
          name="Operations a coalition"
          value={countWords(coalition)}
          note={`an example, at half of the units; ${countWords(plain)} in a plain masked pass, ${speedWords(plain / Math.max(1, coalition))} times as many`}
          testId="operations-a-coalition"
        />
        {opening && (
          <Fact
            name="Memory to open the files"
            value={bytesWords(opening.estimate.total)}
            note={`at most, estimated before they were read: ${openingParts(opening)}`}
            testId="memory-to-open"
          />
        )}
        {prepared.memory && (
          <Fact
            name="Memory expected"
            value={bytesWords(prepared.memory.evaluate.total)}
            note={expectedNote(prepared.memory)}
            testId="memory-expected"
          />
        )}
        {memory && (
          <Fact
            name="Memory held"
            value={bytesWords(memory.tensors + memory.kernel)}
            note={memoryNote(memory)}
            testId="memory-held"
          />
        )}
      </Facts>
      <p className="q-note">Coalitions are evaluated {ways[report.way]}.</p>
      {memory?.lost && (
        <p className="q-say">
          {countOf(memory.lost.length, "worker")} of {workers} failed and left the work to the rest: {memory.lost[0]}{" "}
          “Prepare again” starts all of them.
        </p>
      )}
      <ul className="q-note">
        {report.does.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Fold>
  );
}
