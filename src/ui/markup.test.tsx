// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../state/actions/open-files.ts";
import { holdings, smoothScript } from "../state/lab-fixtures.ts";
import { scriptedLab } from "../state/scripted-host.ts";
import { Page } from "./page.tsx";
import { renderInLab } from "./render-in-lab.tsx";

afterEach(cleanup);

const marked = (what: string) => `<img src=x onerror=alert(1)>${what}<script>alert(2)</script>`;

/** The same words everywhere that a file brought any, as markup. */
function withMarkup<T>(value: T): T {
  const { model, dataset } = holdings;
  if (model === null || dataset === null) throw new Error("the fixture has both");
  const names = new Set([model.name, dataset.name, ...dataset.classNames, ...model.layers.map(({ id }) => id)]);
  const turn = (part: unknown): unknown => {
    if (typeof part === "string") return names.has(part) ? marked(part) : part;
    if (Array.isArray(part)) return part.map(turn);
    if (typeof part !== "object" || part === null || ArrayBuffer.isView(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, turn(inner)]));
  };
  return turn(value) as T;
}

it("shows names of networks, layers, classes and files that are markup as text, in every panel", async () => {
  const notes = [marked("note")];
  const missing = [marked("missing")];
  const opened = { ...withMarkup(holdings), notes, missing };
  const plays = Object.entries(smoothScript).map(([kind, play]) => {
    const answer = play as (spec: never) => readonly unknown[];
    return [kind, (spec: never) => withMarkup(answer(spec))];
  });
  const { lab } = scriptedLab({ ...(Object.fromEntries(plays) as typeof smoothScript), open: () => [opened] });
  renderInLab(lab, <Page />);
  await act(() => openFiles(lab, [{ name: `${marked("file")}.json`, blob: new Blob(["{}"]) }]));
  const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
  fireEvent.click(button("Estimate power"));
  await waitFor(() => expect(lab.store.getState().runs.active).toBeNull());
  await waitFor(() => expect(button("Prune").disabled).toBe(false));
  fireEvent.click(button("Prune"));
  await waitFor(() => expect(lab.store.getState().runs.prunes[0]?.status).toBe("done"));
  expect(screen.queryAllByRole("alert")).toEqual([]);
  expect(document.body.textContent).toContain(marked("conv1"));
  for (const what of ["note", "missing"]) expect(document.body.textContent).toContain(marked(what));
  expect([...document.body.querySelectorAll("img[src='x'], [onerror], script")]).toEqual([]);
});
