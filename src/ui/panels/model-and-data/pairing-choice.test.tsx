// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { openFiles } from "../../../state/actions/open-files.ts";
import { smoothScript } from "../../../state/lab-fixtures.ts";
import { pairingTried } from "../../../state/pairing-fixture.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { ModelAndDataPanel } from "./model-and-data-panel.tsx";

afterEach(cleanup);

async function prepared() {
  const scripted = scriptedLab(smoothScript);
  renderInLab(scripted.lab, <ModelAndDataPanel onChoose={() => undefined} />);
  await act(() => openFiles(scripted.lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  return { ...scripted, chosen: () => scripted.lab.store.getState().settings.pairing };
}

const choose = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

it("shows every pairing that was tried with its accuracy and interval, the one in force marked", async () => {
  await prepared();
  const table = within(screen.getByRole("region", { name: "Pairings that were tried" }));
  const rows = table.getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    "values ÷ 16, to 0 … 10.9700.950 to 0.990100in force",
    "values as they are0.4000.380 to 0.420100Choose values as they are",
  ]);
  expect(rows[0]?.getAttribute("aria-current")).toBe("true");
});

it("takes a tried pairing as a whole", async () => {
  const { chosen } = await prepared();
  fireEvent.click(screen.getByRole("button", { name: "Choose values as they are" }));
  expect(chosen()).toEqual(pairingTried.trials?.tried[1]?.pairing);
  expect(screen.getByText("takes the changed settings")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Let the lab find the pairing" }));
  expect(chosen()).toBeNull();
});

it("changes one part and keeps the others as they are shown", async () => {
  const { chosen } = await prepared();
  choose("Light and dark", "inverted");
  expect(chosen()).toEqual({ ...pairingTried.pairing, invertedFrom: 16 });
  choose("Rows and columns", "true");
  expect(chosen()).toEqual({ ...pairingTried.pairing, invertedFrom: 16, transposed: true });
  choose("Input scale", "columns");
  expect(chosen()?.values).toEqual({ kind: "unit-length", along: "columns" });
  choose("Input scale", "proposed");
  expect(chosen()?.values).toBeUndefined();
  expect(chosen()?.invertedFrom).toBe(16);
});

it("takes a scale and an order of classes that have no name, and says what is wrong with others", async () => {
  const { chosen } = await prepared();
  choose("Input scale", "other");
  choose("Factor", "0.5, x");
  expect(screen.getByText("Numbers are expected.")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Use this scale" }).disabled).toBe(true);
  choose("Factor", "0.5");
  choose("Offset", "-1");
  fireEvent.click(screen.getByRole("button", { name: "Use this scale" }));
  expect(chosen()?.values).toEqual({ kind: "affine", scale: [0.5], offset: [-1] });
  choose("Outputs of the classes", "0, 1, 1");
  expect(screen.getByText("3 different numbers below 3 are expected, with commas between.")).toBeTruthy();
  choose("Outputs of the classes", "2, 0, 1");
  fireEvent.click(screen.getByRole("button", { name: "Use this order" }));
  expect(chosen()?.classes).toEqual([2, 0, 1]);
});
