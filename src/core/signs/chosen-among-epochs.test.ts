import { expect, test } from "vitest";
import { chosenAmongEpochs } from "./chosen-among-epochs.ts";

const after = { value: 0.97, interval: [0.95, 0.99] as const, examples: 300 };

test("the kept epoch is the best of several looks at the same validation examples", () => {
  const sign = chosenAmongEpochs(4, 3, after);
  expect(sign?.sentence).toMatch(
    /^Epoch 3 of 4 was kept.*300 validation examples.*97\.0 %: the best of 5 looks.*1\.2 perc/,
  );
  expect(sign?.advice).toMatch(/test figure is free of it/);
});

test("a network that no epoch made better was looked at as often", () => {
  expect(chosenAmongEpochs(4, 0, after)?.sentence).toMatch(/^No epoch was better/);
});

test("repairs that measure once choose nothing", () => {
  expect(chosenAmongEpochs(0, null, after)).toBeNull();
  expect(chosenAmongEpochs(2, 1, null)).toBeNull();
});
