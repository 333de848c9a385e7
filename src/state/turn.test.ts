import { expect, it } from "vitest";
import { createTurn } from "./turn.ts";

it("serves those who ask one at a time, in their order", async () => {
  const turn = createTurn();
  const seen: string[] = [];
  const work = async (name: string) => {
    const giveBack = await turn.take();
    seen.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    seen.push(`${name} ends`);
    giveBack();
    giveBack();
  };
  await Promise.all([work("first"), work("second"), work("third")]);
  expect(seen).toEqual(["first", "second", "third"].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
