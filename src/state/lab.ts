import { createStore, type StoreApi } from "zustand/vanilla";
import { linkWorker, type WorkerLink } from "../jobs/worker-link.ts";
import type { Control } from "./control.ts";
import type { Keeper } from "./keep/keeper.ts";
import { emptySession, firstView, type LabState, noRuns, nothingKept } from "./lab-state.ts";
import { patienceOf } from "./patience-of.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { createTurn, type Turn } from "./turn.ts";

/** The store and what the actions need beside it: the worker, the controls of the live runs, a clock. */
export interface Lab {
  readonly store: StoreApi<LabState>;
  /** The live worker; started on the first call. */
  link(): WorkerLink;
  /** One more worker, for a check that must not share anything; its caller terminates it. */
  freshLink(): WorkerLink;
  /** Ends the live worker; the next `link` starts a new one. */
  dropLink(): void;
  readonly controls: Map<string, Control>;
  /** Settles when the long run that holds the worker has let go of it; a new one queues behind it. */
  queue: Promise<unknown>;
  /** Who may use the live worker now: a long run for one step, an opening for all of its own. */
  readonly turn: Turn;
  /** Milliseconds. */
  now(): number;
  fetchBlob(address: string): Promise<Blob>;
  /** Keeps the session for the next visit; null where nothing does. */
  keeper: Keeper | null;
  /** Milliseconds before a lost worker is started again; twice as many after each loss in a row. */
  readonly restartAfter: number;
  /** Times that a worker lost its graphics device. */
  devicesLost: number;
  /** Times that a worker was ended because it was silent: one has twice the patience after each. */
  silences: number;
  /** Whether runs that a reload broke off go on by themselves: the reload was of this tab. */
  goesOnByItself: boolean;
}

export interface LabParts {
  readonly createWorker: () => Worker;
  readonly settings?: Settings;
  readonly settingNotes?: readonly string[];
  readonly connect?: (create: () => Worker, patience: () => number) => WorkerLink;
  readonly restartAfter?: number;
  readonly now?: () => number;
  readonly fetchBlob?: (address: string) => Promise<Blob>;
}

async function fetchBlob(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response.blob();
}

export function createLab(parts: LabParts): Lab {
  const connect = parts.connect ?? linkWorker;
  let live: WorkerLink | null = null;
  const store = createStore<LabState>(() => ({
    session: emptySession,
    settings: parts.settings ?? defaultSettings,
    settingNotes: parts.settingNotes ?? [],
    runs: noRuns,
    view: firstView,
    keeping: nothingKept,
    replay: null,
  }));
  const patience = () => patienceOf(store.getState()) * 2 ** lab.silences;
  const lab: Lab = {
    store,
    link: () => {
      live ??= connect(parts.createWorker, patience);
      return live;
    },
    freshLink: () => connect(parts.createWorker, patience),
    dropLink: () => {
      live?.terminate();
      live = null;
    },
    controls: new Map(),
    queue: Promise.resolve(),
    turn: createTurn(),
    now: parts.now ?? Date.now,
    fetchBlob: parts.fetchBlob ?? fetchBlob,
    keeper: null,
    restartAfter: parts.restartAfter ?? 1000,
    devicesLost: 0,
    silences: 0,
    goesOnByItself: false,
  };
  return lab;
}
