import { expect, it } from "vitest";
import { groupWords, someOf } from "./group-words.ts";

it("names a group of many layers by its first", () => {
  expect(groupWords("conv1")).toBe("conv1");
  expect(groupWords("conv1+shortcut")).toBe("conv1+shortcut");
  expect(groupWords("conv1+a+b+c")).toBe("conv1 + 3 more");
  expect(groupWords("conv1+a+b+c (2)")).toBe("conv1 + 3 more (2)");
});

it("spells out two names and counts the others", () => {
  expect(someOf(["a", "b"])).toBe("a, b");
  expect(someOf(["a", "b", "c", "d"])).toBe("a, b and 2 more");
});
