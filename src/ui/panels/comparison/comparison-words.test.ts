import { expect, it } from "vitest";
import { chanceWords, costFigure, signedWords, tickWords } from "./comparison-words.ts";

it("says differences with their sign and nothing as nothing", () => {
  expect(signedWords(0.0123)).toBe("+0.012");
  expect(signedWords(-0.12)).toBe("−0.120");
  expect(signedWords(-0.0001)).toBe("0.000");
  expect(signedWords(Number.NaN)).toBe("–");
});

it("says small chances as a bound", () => {
  expect(chanceWords(0.0004)).toBe("< 0.001");
  expect(chanceWords(0.0312)).toBe("0.031");
});

it("keeps ticks short and figures whole", () => {
  expect([0, 800, 1500, 44_426, 1_200_000].map(tickWords)).toEqual(["0", "800", "1,500", "44.4k", "1.2M"]);
  expect(costFigure("latency", 0.2345)).toBe("0.234 of the full network’s time");
  expect(costFigure("bytes", 177_704)).toBe("178 kB");
  expect(costFigure("macs", 416_520)).toBe("416,520 MACs");
});
