import { expect, it } from "vitest";
import { type Decision, noDecisions, type ShelvedRun, withDecision } from "./decisions.ts";

/** The removal of a run whose repairs gave it weights of so many bytes. */
function removal(bytes: number, at: number): Decision {
  const kernel = { shape: [bytes / 4], values: { byteLength: bytes } };
  const repairs = [{ answer: { repaired: [{ layer: "dense", weights: { kernel } }] } }];
  const back = { repairs, appraised: [] } as unknown as ShelvedRun;
  return { words: `the removal of run ${at}`, subject: null, at, undo: { back }, redo: {} };
}

const after = (decisions: readonly Decision[]) => decisions.reduce(withDecision, noDecisions).past.map(({ at }) => at);

it("a hundred decisions are remembered", () => {
  const places = Array.from({ length: 130 }, (_, at) => at);
  expect(after(places.map((at) => removal(1000, at)))).toEqual(places.slice(30));
});

it("of runs with large repaired weights no more than fit into a bound, and the latest in any case", () => {
  const mib = 2 ** 20;
  expect(after([20, 20, 20, 20].map((size, at) => removal(size * mib, at)))).toEqual([1, 2, 3]);
  expect(after([1, 2000].map((size, at) => removal(size * mib, at)))).toEqual([1]);
  expect(after([2000, 1].map((size, at) => removal(size * mib, at)))).toEqual([1]);
});
