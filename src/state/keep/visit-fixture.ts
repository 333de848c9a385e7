import { appraiseChosen } from "../actions/appraise.ts";
import { chooseSize } from "../actions/choose-size.ts";
import { estimate } from "../actions/estimate.ts";
import { toggleRun } from "../actions/keep-runs.ts";
import { openFiles } from "../actions/open-files.ts";
import { prune } from "../actions/prune.ts";
import { repair } from "../actions/repair.ts";
import { setSetting } from "../actions/set-setting.ts";
import type { Lab } from "../lab.ts";
import { smoothScript } from "../lab-fixtures.ts";
import { type Script, scriptedLab } from "../scripted-host.ts";
import { keepSession } from "./keep-session.ts";
import type { SessionStore } from "./session-store.ts";

/** For tests: pages that are opened one after the other over one storage. Nothing here is part of the page. */

export const droppedFiles = [{ name: "model.json", blob: new Blob(["{}"]) }];

export interface VisitParts {
  readonly store: SessionStore;
  readonly script?: Script;
  readonly query?: string;
  readonly sameTab?: boolean;
  readonly claim?: () => Promise<boolean>;
  readonly rest?: number;
  readonly retryRest?: number;
}

export interface Visit {
  readonly lab: Lab;
  readonly calls: string[];
  readonly reopened: Promise<void>;
}

/** A page with its own lab and worker; what changes is written when a test says so. */
export async function visit({
  store,
  script = smoothScript,
  query = "",
  sameTab = false,
  claim,
  rest = 1e6,
  retryRest = 1e6,
}: VisitParts): Promise<Visit> {
  const { lab, calls } = scriptedLab(script);
  const own = claim ?? (async () => true);
  const { reopened } = await keepSession(lab, { store, claim: own, query, sameTab, rest, liveRest: 0, retryRest });
  return { lab, calls, reopened };
}

/** A visit in which something of each sort was found, kept in the end. */
export async function busyVisit(parts: VisitParts): Promise<Lab> {
  const { lab } = await visit(parts);
  await openFiles(lab, droppedFiles);
  setSetting(lab, "seed", 7);
  await estimate(lab);
  await prune(lab);
  await prune(lab);
  const [first, second] = lab.store.getState().runs.prunes.map(({ id }) => id) as [string, string];
  chooseSize(lab, first, 4);
  await repair(lab);
  await appraiseChosen(lab);
  toggleRun(lab, second);
  await lab.keeper?.flush();
  return lab;
}
