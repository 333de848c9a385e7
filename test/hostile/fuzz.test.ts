import { describe, expect, it } from "vitest";
import { fuzz } from "./fuzz.ts";
import { outcomeOf } from "./outcome-of.ts";
import { smallFiles } from "./small-files.ts";

/** Damaged copies of each format's files; the bench takes twenty thousand. */
const cases = 500;

describe.each(Object.entries(smallFiles))("%s", (_, files) => {
  it("is taken when it is sound", async () => {
    const { failures, took, missing } = await outcomeOf(await files());
    expect({ failures, missing }).toEqual({ failures: [], missing: [] });
    expect(took).toHaveLength(1);
  });

  it(`ends in a typed failure or something valid, ${cases} times over`, { timeout: 120_000 }, async () => {
    const report = await fuzz(await files(), cases, 1);
    expect(report.faults).toEqual([]);
    expect(report.slowestMs).toBeLessThan(2000);
    expect(report.refused).toBeGreaterThan(0);
  });
});
