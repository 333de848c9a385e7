// @vitest-environment happy-dom
import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { smoothScript } from "../../state/lab-fixtures.ts";
import type { Run } from "../../state/run.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { useLabState } from "../lab-context.ts";
import { renderInLab } from "../render-in-lab.tsx";
import { RunControls } from "./run-controls.tsx";

afterEach(cleanup);

const sweep = {
  id: "sweep-1",
  kind: "sweep",
  name: "Sweep",
  status: "running",
  progress: null,
  elapsed: 0,
} as Run<"sweep">;

function Controls() {
  const run = useLabState((state) => state.runs.sweep);
  const active = useLabState((state) => state.runs.active);
  return <RunControls run={run} start="Start" onStart={() => {}} blocked={active === null ? null : "Waits."} />;
}

it("keeps the focus from Start to Pause and back, also where Start may not be used at first", () => {
  const { lab } = scriptedLab(smoothScript);
  const show = (run: Run<"sweep">, active: boolean) =>
    act(() =>
      lab.store.setState(({ runs }) => ({
        runs: { ...runs, sweep: run, active: active ? { id: run.id, name: run.name } : null },
      })),
    );
  renderInLab(lab, <Controls />);
  const button = (name: string) => screen.getByRole("button", { name });
  act(() => button("Start").focus());
  show(sweep, true);
  expect(document.activeElement).toBe(button("Pause"));
  show({ ...sweep, status: "done" }, true);
  show({ ...sweep, status: "done" }, false);
  expect(document.activeElement).toBe(button("Start"));
});

it("takes no focus that is elsewhere", () => {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(lab, <Controls />);
  act(() => screen.getByRole("button", { name: "Start" }).focus());
  act(() => screen.getByRole("button", { name: "Start" }).blur());
  act(() => lab.store.setState(({ runs }) => ({ runs: { ...runs, sweep } })));
  expect(document.activeElement).toBe(document.body);
});
