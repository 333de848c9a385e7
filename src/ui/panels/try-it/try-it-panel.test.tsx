// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Failure } from "../../../core/failure.ts";
import { chooseSize } from "../../../state/actions/choose-size.ts";
import { openFiles } from "../../../state/actions/open-files.ts";
import { prune } from "../../../state/actions/prune.ts";
import { repair } from "../../../state/actions/repair.ts";
import { answeredBy } from "../../../state/answer-fixture.ts";
import { smoothScript } from "../../../state/lab-fixtures.ts";
import { type Script, scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { TryItPanel } from "./try-it-panel.tsx";

configure({ defaultHidden: true });
beforeEach(() => vi.stubGlobal("IntersectionObserver", undefined));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const said = (who: "full" | "pruned") => screen.findByTestId(`said-${who}`);
const says = (who: "full" | "pruned", words: string) =>
  waitFor(() => expect(screen.getByTestId(`said-${who}`).textContent).toBe(words));

async function opened(answer: Script["answer"] = (spec) => answeredBy(spec)) {
  const made = scriptedLab({ ...smoothScript, answer });
  renderInLab(made.lab, <TryItPanel />);
  expect(screen.getByText(/once there are a network and data/)).toBeTruthy();
  await act(() => openFiles(made.lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  return made;
}

const press = (key: string, times = 1) => {
  for (let time = 0; time < times; time++)
    fireEvent.keyDown(screen.getByRole("application", { name: "Drawing board" }), { key });
};

it("begins with an example, answered by the full network alone as long as nothing is pruned", async () => {
  await opened();
  expect((await said("full")).textContent).toBe("0 (0.900)");
  expect(screen.queryByTestId("said-pruned")).toBeNull();
  expect(screen.getByText(/Once there is a pruning run/)).toBeTruthy();
  expect(screen.getByText(/^The data say/).textContent).toBe("The data say 0.");
  fireEvent.click(screen.getByRole("button", { name: "Next example" }));
  await says("full", "1 (0.900)");
});

it("draws with the arrow keys, takes lines back, and says what becomes of a drawing", async () => {
  const { lab } = await opened();
  await said("full");
  press(" ");
  press("ArrowDown", 3);
  press(" ");
  press("ArrowRight");
  press("Enter");
  press("ArrowDown");
  await says("full", "2 (0.900)");
  const { spec } = lab.store.getState().runs.answer ?? {};
  if (spec?.input.kind !== "drawing") throw new Error("nothing was drawn");
  const [first, second] = spec.input.strokes.map((stroke) => Array.from(stroke, (value) => Math.round(value * 100)));
  expect(first).toEqual([50, 25, 50, 30, 50, 35, 50, 40]);
  expect(second).toEqual([55, 40, 55, 45]);
  expect(screen.getByText(/its longer side takes 8 pixels of 8 × 8.*as MNIST was made/)).toBeTruthy();
  expect(screen.getByText(/^Brush down, 55 % from the left/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Undo line" }));
  await says("full", "1 (0.900)");
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  await says("full", "0 (0.900)");
  expect(screen.getByText(/^The data say/)).toBeTruthy();
});

it("draws with a pointer, each point in shares of the board's width", async () => {
  const { lab } = await opened();
  await said("full");
  const board = screen.getByRole("application", { name: "Drawing board" });
  const canvas = board.querySelector("canvas") as HTMLCanvasElement;
  canvas.getBoundingClientRect = () => ({ left: 10, top: 20, width: 200, height: 200 }) as DOMRect;
  fireEvent.pointerDown(board, { pointerId: 1, button: 0, clientX: 60, clientY: 40 });
  fireEvent.pointerMove(board, { pointerId: 2, clientX: 0, clientY: 0 });
  fireEvent.pointerMove(board, { pointerId: 1, clientX: 110, clientY: 120 });
  fireEvent.pointerUp(board, { pointerId: 1 });
  fireEvent.pointerMove(board, { pointerId: 1, clientX: 200, clientY: 200 });
  await says("full", "1 (0.900)");
  const input = lab.store.getState().runs.answer?.spec.input;
  expect(input?.kind === "drawing" && Array.from(input.strokes[0] ?? [])).toEqual(
    Array.from(Float32Array.of(0.25, 0.1, 0.5, 0.5)),
  );
});

it("puts the pruned network beside it, follows the chosen size and the repair", async () => {
  const { lab } = await opened();
  await said("full");
  await act(() => prune(lab));
  await says("pruned", "0 (0.700)");
  expect(screen.getByTestId("agreement").textContent).toBe("They agree.");
  const table = within(screen.getByRole("table", { name: "Answers of the networks" }));
  expect(table.getByRole("columnheader", { name: /6 of 12 units/ })).toBeTruthy();
  expect(table.getByRole("row", { name: "0 0.900 0.700" })).toBeTruthy();
  expect(table.getByRole("row", { name: "Time 1.8 ms 1.4 ms" })).toBeTruthy();
  await act(() => repair(lab));
  await says("pruned", "0 (0.800)");
  expect(table.getByRole("columnheader", { name: /6 of 12 units, repaired/ })).toBeTruthy();
  const run = lab.store.getState().runs.prunes[0]?.id ?? "";
  act(() => chooseSize(lab, run, 4));
  await says("pruned", "1 (0.500)");
  expect(screen.getByTestId("agreement").textContent).toBe("They disagree.");
  expect(lab.store.getState().runs.answer?.spec.pruned?.repaired).toBeNull();
});

it("takes texts where the network reads texts, and rows where it reads rows", async () => {
  const made = await opened((spec) => answeredBy(spec, { kind: "text", typed: true }));
  const field = await screen.findByLabelText<HTMLTextAreaElement>("Text");
  expect(field.value).toBe("hello");
  fireEvent.change(field, { target: { value: "good day" } });
  await says("full", "2 (0.900)");
  expect(made.lab.store.getState().runs.answer?.spec.input).toEqual({ kind: "text", text: "good day" });
  cleanup();
  const columns = ["petal", "sepal"];
  const { lab } = await opened((spec) =>
    answeredBy(spec, { kind: "row", columns }).map((one) => ({ ...one, values: one.values.slice(0, 2) })),
  );
  const petal = await screen.findByLabelText<HTMLInputElement>("petal");
  expect([petal.value, screen.getByLabelText<HTMLInputElement>("sepal").value]).toEqual(["0", "1"]);
  fireEvent.change(petal, { target: { value: "5" } });
  await says("full", "2 (0.900)");
  const input = lab.store.getState().runs.answer?.spec.input;
  expect(input?.kind === "row" && Array.from(input.values)).toEqual([5, 1]);
});

it("asks what is wanted last, whatever was wanted while the worker was busy, and says what fails", async () => {
  const failure: Failure = { kind: "dataset-invalid", message: "Nothing in the picture stands out from its ground." };
  const { lab, calls } = await opened((spec) => (spec.input.kind === "image" ? [failure] : answeredBy(spec)));
  await said("full");
  const asked = () => calls.filter((call) => call === "open answer").length;
  await waitFor(() => expect(lab.store.getState().runs.answer?.status).toBe("done"));
  const before = asked();
  const giveBack = await lab.turn.take();
  press(" ");
  await act(() => new Promise((resolve) => setTimeout(resolve, 120)));
  press("ArrowDown", 4);
  await act(() => new Promise((resolve) => setTimeout(resolve, 120)));
  expect(asked()).toBe(before);
  giveBack();
  await says("full", "1 (0.900)");
  expect(asked()).toBe(before + 1);
  const input = lab.store.getState().runs.answer?.spec.input;
  expect(input?.kind === "drawing" && input.strokes[0]?.length).toBe(10);
  const file = new File(["x"], "blank.png", { type: "image/png" });
  fireEvent.change(screen.getByLabelText("Picture to try"), { target: { files: [file] } });
  await waitFor(() => expect(screen.getByText(failure.message)).toBeTruthy());
  // the last answer stays beside it
  expect(screen.getByTestId("said-full").textContent).toBe("1 (0.900)");
});
