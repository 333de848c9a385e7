import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { BenchResult, Row } from "../bench.ts";
import { actOnLab, openInLab, section } from "../lab-tab.ts";
import { type Forecast, followed, forecastRow } from "../speed/forecast.ts";
import { tiny } from "../speed/race-page.ts";

const mnist = path.resolve("../shared/data/mnist");
const lenet = path.resolve("test/fixtures/lenet-mnist");

/** A network, how its files come in, and jobs that take it some tens of seconds. */
interface Case {
  readonly name: string;
  readonly settings: string;
  open(tab: Page): Promise<void>;
}

const cases: readonly Case[] = [
  {
    name: "sample",
    settings: tiny
      ? "masks=20&evaluations=1000&roundEvaluations=200"
      : "masks=200&evaluations=12000&roundEvaluations=1500",
    open: (tab) => tab.getByRole("button", { name: "Try the sample" }).first().click(),
  },
  {
    name: "LeNet-5, MNIST",
    settings: tiny
      ? "masks=10&evaluations=1000&roundEvaluations=200"
      : "masks=60&evaluations=6000&roundEvaluations=900",
    open: (tab) =>
      openInLab(tab, [
        ...["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"].map((name) =>
          path.join(mnist, `${name}-ubyte.gz`),
        ),
        ...["model.json", "group1-shard1of1.bin"].map((name) => path.join(lenet, name)),
      ]),
  },
];

/** All jobs of one network, in the order in which the page leads through them. */
async function jobsOf(tab: Page, { open }: Case, found: (job: string, forecast: Forecast) => void): Promise<void> {
  const [uncertainty, power, pruning, repair] = ["Uncertainty", "Power", "Pruning", "Repair"].map((name) =>
    section(tab, name),
  ) as [ReturnType<typeof section>, ReturnType<typeof section>, ReturnType<typeof section>, ReturnType<typeof section>];
  found("sweep", await followed(uncertainty, () => open(tab)));
  const estimate = () => power.getByRole("button", { name: "Estimate power", exact: true }).click();
  found("estimate", await followed(power, estimate));
  await power.getByLabel("Which units play").selectOption({ label: "One layer at a time" });
  found("estimate, layer by layer", await followed(power, estimate));
  await power.getByLabel("Which units play").selectOption({ label: "All together" });
  await power.getByLabel("Rank by").selectOption({ label: "One pool for every d" });
  found("pool", await followed(power, () => power.getByRole("button", { name: "Fill the pool" }).click()));
  for (const strategy of ["Iterated pruning", "Iterated building"]) {
    await pruning.getByLabel("Strategy").selectOption({ label: strategy });
    const begin = () => pruning.getByRole("button", { name: "Prune", exact: true }).click();
    found(strategy.toLowerCase(), await followed(pruning, begin));
  }
  found("refit", await followed(repair, () => repair.getByRole("button", { name: "Refit the layers" }).click()));
  await repair.getByLabel("Repair by").selectOption("fine-tune");
  found("fine-tuning", await followed(repair, () => repair.getByRole("button", { name: "Fine-tune" }).click()));
}

/**
 * What the page says of the time left of its long jobs, against what it was: when a tenth of the time was over, and the
 * worst saying from then until nine tenths. In the built lab, on wasm, with the workers that it chooses.
 */
export async function bench(): Promise<BenchResult> {
  const rows: Row[] = [];
  const errors: number[] = [];
  const right: number[] = [];
  const load = os.loadavg()[0] ?? Number.NaN;
  let browser = "";
  for (const each of cases) {
    if (each.name !== "sample" && !existsSync(mnist)) continue;
    const query = `?backend=wasm&bias=0.4&target=51&stepUnits=8&${each.settings}`;
    browser = await actOnLab(query, (tab) =>
      jobsOf(tab, each, (job, forecast) => {
        rows.push(forecastRow(each.name, job, forecast));
        right.push(forecast.right);
        errors.push(Math.abs(forecast.said / forecast.left - 1));
        console.log(JSON.stringify(rows.at(-1)));
      }),
    );
  }
  const known = errors.filter(Number.isFinite);
  return {
    headline: {
      worstAtATenth: Math.max(...known),
      within20Percent: known.filter((error) => error <= 0.2).length,
      jobs: errors.length,
      shareOfTimeRight: right.reduce((sum, each) => sum + each, 0) / right.length,
    },
    rows,
    environment: { browser, backend: "wasm", load },
  };
}
