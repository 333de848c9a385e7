import { expect, it } from "vitest";
import { oneAfterAnother } from "./one-after-another.ts";

it("begins at once, lets nothing overlap, and goes on after a failure", async () => {
  const events: string[] = [];
  const work = oneAfterAnother(async (name: string, fails = false) => {
    events.push(`begin ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    events.push(`end ${name}`);
    if (fails) throw new Error(name);
    return name;
  });
  const first = work("a");
  expect(events).toEqual(["begin a"]);
  const all = await Promise.allSettled([first, work("b", true), work("c")]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(events).toEqual(["begin a", "end a", "begin b", "end b", "begin c", "end c"]);
  void work("d");
  expect(events.at(-1)).toBe("begin d");
});
