import { expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { passesInFlight } from "./passes-in-flight.ts";
import { Refused, roomFor } from "./refused.ts";

const mebibyte = 2 ** 20;
const roomOf = (rows: number) => roomFor(rows, (count) => count * mebibyte);
const later = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Plays 0..total-1 and records who was under way; `refuses` says which passes the device refuses. */
async function played(total: number, rows: number, depth: number, refuses: (from: number, to: number) => boolean) {
  const taken: number[] = [];
  let underWay = 0;
  let most = 0;
  await passesInFlight(
    total,
    roomOf(rows),
    depth,
    async (from, to) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await later();
      underWay -= 1;
      if (refuses(from, to)) throw new Refused("no room");
      return Array.from({ length: to - from }, (_, at) => from + at);
    },
    (_, __, found) => taken.push(...found),
  );
  return { taken, most, underWay };
}

const upTo = (total: number) => Array.from({ length: total }, (_, at) => at);

it("issues so many passes before it reads the first, and hands over all of them in order", async () => {
  const { taken, most, underWay } = await played(23, 4, 3, () => false);
  expect(taken).toEqual(upTo(23));
  expect(most).toBe(3);
  expect(underWay).toBe(0);
});

it("issues one at a time where it is told to", async () => {
  expect((await played(9, 2, 1, () => false)).most).toBe(1);
});

it("halves what is refused, also behind passes that were not, and loses none", async () => {
  const { taken } = await played(40, 16, 3, (from, to) => from >= 8 && to - from > 3);
  expect(taken).toEqual(upTo(40));
});

it("says how much a single coalition takes where even that is refused", async () => {
  const failure = await caughtFailure(() => played(5, 4, 3, () => true));
  expect(failure.kind).toBe("out-of-memory");
  expect(failure.message).toContain("1 MiB");
  expect(failure.details).toContain("no room");
});

it("passes any other error on once nothing is under way any more", async () => {
  let underWay = 0;
  const work = passesInFlight(
    12,
    roomOf(2),
    3,
    async (from) => {
      underWay += 1;
      await later();
      underWay -= 1;
      if (from === 2) throw new Error("the device was lost");
    },
    () => {},
  );
  await expect(work).rejects.toThrow("the device was lost");
  expect(underWay).toBe(0);
});
