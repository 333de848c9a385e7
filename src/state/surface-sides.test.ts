import { expect, it } from "vitest";
import { holdings } from "./lab-fixtures.ts";
import { proposedSides } from "./surface-sides.ts";

const model = holdings.model!;

it("sets convolutional groups against dense ones", () => {
  expect(proposedSides(model)).toEqual({ conv1: "first", dense1: "second" });
});

it("halves the groups where they are all of one kind", () => {
  const groups = ["a", "b", "c"].map((id) => ({ id, width: 4, producers: [id] }));
  expect(proposedSides({ groups, layers: [] })).toEqual({ a: "first", b: "first", c: "second" });
});
