import { expect, it } from "vitest";
import { chooseSize } from "./actions/choose-size.ts";
import { trail } from "./lab-fixtures.ts";
import type { LabState } from "./lab-state.ts";
import type { Run } from "./run.ts";
import { scriptedLab } from "./scripted-host.ts";
import { shownSelection } from "./shown-selection.ts";

const underWay = Uint8Array.from({ length: 12 }, (_, player) => (player % 2 === 0 ? 1 : 0));
const run = (status: Run["status"]): LabState["runs"]["prunes"][number] => ({
  id: "prune-1",
  kind: "prune",
  name: "Iterated building 1",
  spec: { seed: 1, payoff: "accuracy", settings: trail.settings, estimate: null },
  status,
  answer: { ...trail, selection: underWay },
  progress: null,
  startedAt: 0,
  elapsed: 0,
  secondsLeft: null,
  failure: null,
});

it("is a run's selection under way, the size that was scrubbed to, and its last one once it is over", () => {
  const { lab } = scriptedLab({});
  const shown = () => shownSelection(lab.store.getState());
  const put = (status: Run["status"]) =>
    lab.store.setState(({ runs }) => ({ runs: { ...runs, prunes: [run(status)] } }));
  expect(shown()).toBeNull();
  put("running");
  expect(shown()).toBe(underWay);
  chooseSize(lab, "prune-1", 4);
  expect(shown()).toBe(trail.points[1]?.selection);
  lab.store.setState(({ view }) => ({ view: { ...view, chosen: null } }));
  put("done");
  expect(shown()).toBe(trail.points.at(-1)?.selection);
});
