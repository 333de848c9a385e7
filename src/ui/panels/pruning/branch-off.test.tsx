// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { prune } from "../../../state/actions/prune.ts";
import { holdings, prepared, smoothScript } from "../../../state/lab-fixtures.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { BranchOff } from "./branch-off.tsx";
import { branchInWords } from "./run-words.ts";

afterEach(cleanup);

it("goes on from the chosen point with the strategy and the size that were picked", async () => {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await prune(lab);
  renderInLab(lab, <BranchOff />);
  expect(screen.getByText("2 to 5")).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Go on with"), { target: { value: "greedy-building" } });
  expect(screen.getByText("7 to 12")).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Up to units"), { target: { value: "8" } });
  fireEvent.click(screen.getByRole("button", { name: "Branch off" }));
  await waitFor(() => expect(lab.store.getState().runs.prunes).toHaveLength(2));
  const branch = lab.store.getState().runs.prunes[1]!;
  expect(branch.spec.settings).toMatchObject({ strategy: "greedy-building", target: 8 });
  expect(branchInWords(branch.origin)).toBe("from Iterated building 1 at 6 units");
});

it("says why there is nothing to go on with", async () => {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session, settings }) => ({
    session: { ...session, holdings, prepared },
    settings: { ...settings, rules: [{ group: "dense1", keep: [7] }] },
  }));
  await prune(lab);
  renderInLab(lab, <BranchOff />);
  expect(screen.getByText(/Unit 8 of “dense1” is locked in, and this point has lost it/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Branch off" }).hasAttribute("disabled")).toBe(true);
});
