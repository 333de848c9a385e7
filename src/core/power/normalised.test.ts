import { expect, test } from "vitest";
import { normalised } from "./normalised.ts";
import { votingPower } from "./voting-power.ts";

test("the EEC of 1958 has the published normalised Banzhaf index", () => {
  const power = normalised(votingPower([4, 4, 4, 2, 2, 1], 12, { kind: "banzhaf" }));
  [5 / 21, 5 / 21, 5 / 21, 1 / 7, 1 / 7, 0].forEach((published, i) => {
    expect(power[i]).toBeCloseTo(published, 14);
  });
});
