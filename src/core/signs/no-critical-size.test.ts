import { expect, test } from "vitest";
import { noCriticalSize } from "./no-critical-size.ts";

const size = { statistic: "vote-disagreement", fraction: 0.3 } as const;

test("speaks of a wide interval only, and of none before it is known", () => {
  expect(noCriticalSize({ ...size, interval: [0.1, 0.9], clear: false })?.sentence).toMatch(
    /30\.0 % .*10\.0 % to 90\.0 %/,
  );
  expect(noCriticalSize({ ...size, interval: [0.2, 0.4], clear: true })).toBeNull();
  expect(noCriticalSize({ ...size, interval: null, clear: false })).toBeNull();
});
