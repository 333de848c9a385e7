import type { Building, Built } from "../speed/building.ts";
import type { Race, RaceResult } from "../speed/race.ts";

/** Asks a fresh worker once: nothing that one race leaves behind is another's. */
function ask<Q, A>(worker: Worker, question: Q): Promise<A> {
  return new Promise<A>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

/** What the bench calls from outside. */
export interface RacePage {
  race(race: Race): Promise<RaceResult>;
  build(building: Building): Promise<Built>;
}

Object.assign(window, {
  race: (race) => ask(new Worker(new URL("./race-worker.ts", import.meta.url), { type: "module" }), race),
  build: (building) => ask(new Worker(new URL("./building-worker.ts", import.meta.url), { type: "module" }), building),
} satisfies RacePage);
