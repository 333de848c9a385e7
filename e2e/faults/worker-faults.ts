import { endWorker, type Fault } from "./fault.ts";
import { pause, until } from "./until.ts";
import { command, runOf } from "./visit.ts";

/** The jobs that are played on more grounds than one: others do the same there. */
const severalGrounds = ["sweep", "estimate", "iterated-building", "fine-tune"];

/** What happens to workers, their memory and their devices. */
export const workerFaults: readonly Fault[] = [
  { name: "worker terminated", ground: "wasm", times: 4, inject: ({ page }) => endWorker(page) },
  {
    name: "worker throws",
    ground: "wasm",
    times: 4,
    inject: ({ page }) => command(page, "throw"),
  },
  {
    name: "worker silent",
    ground: "wasm",
    times: 3,
    async inject({ page }) {
      await page.evaluate(() => {
        const worker = window.faults.workers.at(-1);
        worker?.postMessage({ fault: "hang" });
        window.faults.hung = worker ?? null;
      });
      await pause(50);
      const ended = () =>
        page.evaluate(() => {
          window.faults.hurry(40);
          return !window.faults.workers.includes(window.faults.hung as Worker);
        });
      await until(ended, "the silent worker to be ended");
    },
  },
  {
    name: "worker script fails to load",
    ground: "wasm",
    times: 1,
    async inject({ page, host }) {
      host.turnedAway.length = 0;
      host.refused = /\/lab-[^/]*\.js$/;
      await endWorker(page);
      await until(async () => host.turnedAway.length > 0, "the script to be asked for");
      host.refused = null;
    },
  },
  {
    name: "tfjs heap full",
    ground: "wasm",
    times: 3,
    hit: "malloc",
    // the others have no use for it once they are prepared
    only: ["taylor", "refit", "fine-tune", "export"],
    inject: ({ page }) => command(page, "refuse", { what: "mallocs", times: 2 }),
  },
  {
    name: "memory short after a restart",
    ground: "wasm",
    times: 1,
    hit: "grow",
    async inject({ page, host }) {
      host.shortOf = { grows: 3 };
      await endWorker(page);
    },
    // whoever else had it has given it back
    async mend({ host }) {
      host.shortOf = {};
    },
    async over({ host }) {
      host.shortOf = {};
    },
  },
  {
    name: "allocation refused",
    ground: "wasm",
    times: 3,
    hit: "allocation",
    inject: ({ page }) => command(page, "refuse", { what: "arrays", times: 1 }),
  },
  {
    name: "pool worker died",
    ground: "pool",
    only: severalGrounds,
    times: 4,
    hit: "pool worker",
    inject: ({ page }, _slot, draw) => command(page, "endWorker", { place: draw() < 0.5 ? -1 : -2 }),
  },
  {
    name: "pool worker silent",
    ground: "pool",
    only: severalGrounds,
    times: 2,
    hit: "pool worker",
    async inject({ page }, slot) {
      await command(page, "hangWorker", { place: -1 });
      const before = (await runOf(page, slot))?.share ?? 0;
      const on = async () => {
        await command(page, "hurry", { looks: 40 });
        const run = await runOf(page, slot);
        return run === null || run.status === "done" || run.share > before + 0.02;
      };
      await until(on, "the pool to go on", 50);
    },
  },
  {
    name: "device destroyed",
    ground: "webgpu",
    only: severalGrounds,
    times: 2,
    spoils: true,
    hit: "device",
    inject: ({ page }) => command(page, "loseDevices"),
  },
  {
    name: "device out of memory",
    ground: "webgpu",
    only: severalGrounds,
    times: 1,
    hit: "buffer",
    // a device that has computed for a while makes no new buffers
    async inject({ page, host }) {
      host.shortOf = { buffers: 2 };
      await endWorker(page);
    },
    // whoever else had it has given it back
    async mend({ host }) {
      host.shortOf = {};
    },
    async over({ host }) {
      host.shortOf = {};
    },
  },
];
