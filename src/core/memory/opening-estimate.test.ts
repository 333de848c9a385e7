import { expect, it } from "vitest";
import { memoryRefusal } from "./memory-refusal.ts";
import { type FileAhead, openingEstimate } from "./opening-estimate.ts";

const gib = 2 ** 30;
const nobodySays = { heap: null, array: null, machine: null };
const array: FileAhead = { name: "x.npy", bytes: gib, unpacked: gib, values: gib, copies: 2 };

it("a file takes its numbers, its copies and, where it is packed, itself; what is open stays beside it", () => {
  const packed = { ...array, name: "x.npy.gz", bytes: gib / 4 };
  const { parts, total, least } = openingEstimate([array, packed], gib / 2);
  expect(parts).toEqual([
    { what: "x.npy", bytes: 3 * gib },
    { what: "x.npy.gz", bytes: 3.25 * gib },
    { what: "what is open already", bytes: gib / 2 },
  ]);
  expect([total, least]).toEqual([6.75 * gib, 6.75 * gib]);
  expect(openingEstimate([array], 0).parts).toHaveLength(1);
});

it("files are refused where a tab, or the machine, has less than they take, with both numbers", () => {
  const [estimate, what] = [openingEstimate([array], 0), "Opening these files"];
  expect(memoryRefusal(estimate, nobodySays, what)).toBeNull();
  expect(memoryRefusal(estimate, { ...nobodySays, tab: 3 * gib }, what)).toBeNull();
  const advice = "Drop fewer examples.";
  expect(memoryRefusal(estimate, { ...nobodySays, tab: 2 * gib }, what, advice)).toEqual({
    kind: "out-of-memory",
    message: "Opening these files takes at least 3.0 GiB, and one tab has 2.0 GiB.",
    advice,
    details: "Estimated before anything was begun:\nx.npy: 3.0 GiB",
  });
  expect(memoryRefusal(estimate, { ...nobodySays, machine: gib }, what)?.message).toMatch(/1\.0 GiB/);
});
