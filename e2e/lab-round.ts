import type { Locator, Page } from "@playwright/test";

/** Of what a round is made; names as the page has them. */
export interface Round {
  readonly power: "All together" | "One layer at a time" | "One pool for every d";
  readonly strategy: string;
  readonly repair: "refit" | "fine-tune";
}

const strategies = [
  "Iterated building",
  "Magnitude L2",
  "Iterated pruning",
  "Iterated building with swaps",
  "Taylor",
  "Top-n",
  "Reconstruction for refit",
  "Activation mean",
  "Iterated pruning with swaps",
  "APoZ",
  "Iterated building with raced swaps",
  "Leave one out",
  "Random",
] as const;
const powers = ["All together", "One layer at a time", "One pool for every d"] as const;

/** Rounds after which all strategies had their turn. */
export const fullTurn = strategies.length;

/** The round of that number, from 0: what it is made of changes from round to round. */
export function roundOf(number: number): Round {
  return {
    power: powers[number % powers.length] ?? "All together",
    strategy: strategies[number % strategies.length] ?? "Top-n",
    repair: number % 2 === 0 ? "refit" : "fine-tune",
  };
}

const over = /^(Finished|Failed|Cancelled)/;

/** Starts a run of a section with a button, and waits until it has ended. @throws where it did not end well */
async function runThrough(part: Locator, button: string): Promise<void> {
  const start = part.getByRole("button", { name: button, exact: true });
  await start.click({ trial: true });
  const section = await part.elementHandle();
  // an earlier run's last words still stand there: this one is over once other words were seen
  const ended = section?.evaluate(
    (element, pattern) =>
      new Promise<string>((resolve) => {
        let begun = false;
        const look = () => {
          const words = element.querySelector(".q-progress-words")?.textContent ?? "";
          const done = new RegExp(pattern).test(words);
          begun ||= words !== "" && !done;
          if (!begun || !done) return;
          looking.disconnect();
          resolve(words);
        };
        const looking = new MutationObserver(look);
        looking.observe(element, { subtree: true, childList: true, characterData: true });
      }),
    over.source,
  );
  await start.click();
  const words = (await ended) ?? "";
  await section?.dispose();
  if (!words.startsWith("Finished")) throw new Error(`${button}: ${words}`);
}

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Ranks by what the round says: one index, layer by layer or together, or the pool. */
async function estimate(page: Page, { power }: Round): Promise<void> {
  const part = section(page, "Power");
  const pool = power === "One pool for every d";
  await part.getByLabel("Rank by").selectOption({ label: pool ? power : "One index" });
  if (pool) return runThrough(part, "Fill the pool");
  await part.getByLabel("Which units play").selectOption({ label: power });
  await runThrough(part, "Estimate power");
}

/** Takes every pruning run off the page, with the buttons that a person has for that. */
export async function removeRuns(page: Page): Promise<void> {
  const remove = section(page, "Pruning")
    .locator(".q-runs")
    .getByRole("button", { name: /^Remove / });
  for (let left = await remove.count(); left > 0; left = await remove.count()) await remove.first().click();
}

/**
 * Prepares the network again, as a person who begins anew with what is open: everything that was found goes, and what
 * could have been taken back with it. Sweeps, as the lab does by itself then.
 */
export async function prepareAgain(page: Page): Promise<void> {
  const again = page.getByRole("button", { name: "Prepare again" });
  await again.click();
  const discard = page.getByRole("button", { name: "Discard and go on" });
  if (await discard.isVisible()) await discard.click();
  const uncertainty = section(page, "Uncertainty");
  await uncertainty
    .getByText(/^Finished/)
    .first()
    .waitFor({ state: "detached" });
  await uncertainty
    .getByText(/^Finished/)
    .first()
    .waitFor();
  await again.click({ trial: true });
}

/**
 * One round through the lab as a person would go it, on what is open there: sweep, estimate, prune, repair, export and
 * save the file; then the round's run is removed.
 */
export async function playRound(page: Page, round: Round): Promise<void> {
  await runThrough(section(page, "Uncertainty"), "Run the sweep");
  await estimate(page, round);
  const pruning = section(page, "Pruning");
  await pruning.getByLabel("Strategy").selectOption({ label: round.strategy });
  await runThrough(pruning, "Prune");
  const repair = section(page, "Repair");
  await repair.getByLabel("Repair by").selectOption(round.repair);
  await runThrough(repair, round.repair === "refit" ? "Refit the layers" : "Fine-tune");
  const made = section(page, "Export");
  await made.getByRole("button", { name: "Prepare the pruned network" }).click();
  await made.getByText("Verified.").waitFor();
  const saved = page.waitForEvent("download");
  await made.getByRole("button", { name: /^Download pruned model/ }).click();
  await (await saved).delete();
  // the reading of the test accuracy that follows an export is over once the next run may start
  await pruning.getByRole("button", { name: "Prune", exact: true }).click({ trial: true });
  await removeRuns(page);
}
