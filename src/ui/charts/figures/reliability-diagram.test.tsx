// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { ReliabilityDiagram } from "./reliability-diagram.tsx";

afterEach(cleanup);

it("leaves out empty bins and stands each other one where its probability and its share of right answers are", () => {
  const { container } = render(
    <ReliabilityDiagram
      name="Full network"
      examples="validation examples"
      error={0.05}
      interval={[0.01, 0.08]}
      colour="red"
      bins={[
        { from: 0, to: 0.5, examples: 0, confidence: 0, accuracy: 0 },
        { from: 0.5, to: 1, examples: 50, confidence: 0.75, accuracy: 1 },
      ]}
    />,
  );
  const dots = [...container.querySelectorAll('circle[fill="red"]')];
  expect(dots).toHaveLength(1);
  // 720 px wide: three quarters of the way from 44 to 706, at the top
  expect(Number(dots[0]?.getAttribute("cx"))).toBeCloseTo(540.5);
  expect(dots[0]?.getAttribute("cy")).toBe("26");
  expect(screen.getByRole("figure").getAttribute("aria-label")).toContain(
    "of 50 validation examples: expected calibration error 0.050, 95 % interval 0.010 to 0.080",
  );
});
