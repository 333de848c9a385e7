import { expect, test } from "@playwright/test";
import { finished, section } from "./lab-page.ts";
import { playRound } from "./lab-round.ts";
import { tabState } from "./tab-state.ts";

/** As little computing as shows every step; two workers, so that the lab's own has workers of its own. */
const settings =
  "backend=wasm&workers=2&masks=4&fractions=0.25,0.5,1&calibration=80&validation=80&test=100&evaluations=600&roundEvaluations=100&stepUnits=60&target=100&repairExamples=80&epochs=1";

test("tensors and workers return to where they were after every round through the lab, heaps and nodes stay near", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await page.goto(`/?${settings}`);
  await page.getByRole("button", { name: "Try the sample" }).first().click();
  await finished(section(page, "Uncertainty"));
  const before = await tabState(page);
  expect(before.workers).toHaveLength(3);
  const round = { power: "All together", strategy: "Iterated building" } as const;
  // each way of repair once: what comes for the first time stays
  for (const repair of ["refit", "fine-tune"] as const) await playRound(page, { ...round, repair });
  const warm = await tabState(page);
  for (const repair of ["refit", "fine-tune"] as const) await playRound(page, { ...round, repair });
  const after = await tabState(page);
  const tensors = ({ workers }: typeof before) => workers.map((worker) => [worker.tensors, worker.tensorBytes]);
  expect(
    tensors(before)
      .flat()
      .some((count) => count > 0),
  ).toBe(true);
  expect(tensors(warm)).toEqual(tensors(before));
  expect(tensors(after)).toEqual(tensors(before));
  expect(after.workers.map(({ wasm }) => wasm)).toEqual(warm.workers.map(({ wasm }) => wasm));
  const heap = ({ page: own, workers }: typeof before) =>
    [own, ...workers].reduce((sum, thread) => sum + thread.heap + thread.buffers, 0);
  // two rounds add a removed run that can be brought back each, and code that is compiled once more
  expect(heap(after) - heap(warm)).toBeLessThan(4 * 2 ** 20);
  expect(after.nodes).toBeLessThan(1.2 * warm.nodes);
});
