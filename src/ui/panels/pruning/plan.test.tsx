// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { branchOff } from "../../../state/actions/branch-off.ts";
import { lockUnit } from "../../../state/actions/lock-unit.ts";
import { prune } from "../../../state/actions/prune.ts";
import { chosenPointOf } from "../../../state/chosen-point.ts";
import { holdings, prepared, smoothScript } from "../../../state/lab-fixtures.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { Plan } from "./plan.tsx";

afterEach(cleanup);

/** A run and one that branches off from its last point. */
async function plannedLab() {
  const { lab } = scriptedLab(smoothScript);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  await prune(lab);
  await branchOff(lab, "iterated-pruning");
  renderInLab(lab, <Plan />);
  const chosen = () => {
    const at = chosenPointOf(lab.store.getState());
    return `${at?.run.name} ${at?.point?.size}`;
  };
  return { lab, chosen };
}

const items = () => screen.getAllByRole("treeitem").map((item) => item.textContent);
const key = (name: string) => fireEvent.keyDown(document.activeElement!, { key: name });

it("lists runs and branches as a tree that the keyboard walks, folds and chooses from", async () => {
  const { lab, chosen } = await plannedLab();
  expect(items()).toEqual([
    "Iterated building 1, to 6 units",
    "6 units, 0.640",
    "Iterated pruning 1, to 6 units",
    "6 units, 0.640",
  ]);
  const [root, , branch, point] = screen.getAllByRole("treeitem");
  expect(point!.getAttribute("aria-selected")).toBe("true");
  expect(point!.getAttribute("aria-level")).toBe("4");
  act(() => point!.focus());
  key("ArrowLeft");
  expect(document.activeElement).toBe(branch);
  key("Home");
  expect(document.activeElement).toBe(root);
  key("Enter");
  expect(chosen()).toBe("Iterated building 1 6");
  key("ArrowLeft");
  expect(items()).toHaveLength(1);
  key("ArrowRight");
  key("ArrowRight");
  key("ArrowDown");
  key("Delete");
  expect(lab.store.getState().runs.prunes.map(({ name }) => name)).toEqual(["Iterated building 1"]);
});

it("takes back and makes again with keys and buttons, but leaves a text its own undo", async () => {
  const { lab, chosen } = await plannedLab();
  fireEvent.click(screen.getAllByRole("treeitem")[0]!);
  expect(chosen()).toBe("Iterated building 1 6");
  fireEvent.click(screen.getByRole("button", { name: /^Undo the choice of 6 units of Iterated building 1/ }));
  expect(chosen()).toBe("Iterated pruning 1 6");
  fireEvent.keyDown(document.body, { key: "Z", ctrlKey: true, shiftKey: true });
  expect(chosen()).toBe("Iterated building 1 6");
  act(() => void lockUnit(lab, 0, "in"));
  const text = document.body.appendChild(document.createElement("input"));
  fireEvent.keyDown(text, { key: "z", ctrlKey: true });
  expect(lab.store.getState().settings.rules).toHaveLength(1);
  text.remove();
  fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
  expect(lab.store.getState().settings.rules).toEqual([]);
  expect(screen.getByText("Taken back: locks of conv1.")).toBeTruthy();
});

it("puts two branches side by side by one click", async () => {
  const { lab } = await plannedLab();
  expect((screen.getByLabelText("Branch to compare with") as HTMLSelectElement).value).toBe(
    lab.store.getState().runs.prunes[0]!.id,
  );
  fireEvent.click(screen.getByRole("button", { name: "Compare side by side" }));
  await waitFor(() => expect(lab.store.getState().runs.networks).toHaveLength(2));
});
