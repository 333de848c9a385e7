import { expect, it } from "vitest";
import { fileStem } from "./file-stem.ts";

it("takes the first sentence's letters and digits, and never nothing", () => {
  expect(fileStem("Validation accuracy, against units kept. Run 1 is at 0.9")).toBe(
    "validation-accuracy-against-units-kept",
  );
  expect(fileStem("Größe 0.5 × 3")).toBe("gro-e-0-5-3");
  expect(fileStem("–")).toBe("figure");
  expect(fileStem("x".repeat(100))).toHaveLength(60);
});
