import { expect, it } from "vitest";
import { roundIndexInWords } from "./wording.ts";

it("says the bias that each strategy plays at", () => {
  const index = { kind: "biased-banzhaf", bias: 0.193 } as const;
  expect(roundIndexInWords({ strategy: "top-n", index })).toBe("biased Banzhaf, d = 0.193");
  expect(roundIndexInWords({ strategy: "iterated-pruning", index })).toBe("biased Banzhaf at 0.85 over the survivors");
  expect(roundIndexInWords({ strategy: "iterated-building", index })).toBe(
    "biased Banzhaf at the round's rate for d = 0.193",
  );
  expect(roundIndexInWords({ strategy: "iterated-pruning", index: { kind: "shapley" } })).toBe("Shapley");
});
