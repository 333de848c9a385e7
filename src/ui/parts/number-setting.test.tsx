// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { setSetting } from "../../state/actions/set-setting.ts";
import { smoothScript } from "../../state/lab-fixtures.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { renderInLab } from "../render-in-lab.tsx";
import { NumberSetting } from "./number-setting.tsx";

afterEach(cleanup);

it("takes the person's number back where the lab derives one", () => {
  const { lab } = scriptedLab(smoothScript);
  renderInLab(lab, <NumberSetting name="target" label="Units to keep" value={6} />);
  expect(screen.queryByRole("button", { name: "Automatic Units to keep" })).toBeNull();
  act(() => setSetting(lab, "target", 9));
  fireEvent.click(screen.getByRole("button", { name: "Automatic Units to keep" }));
  expect(lab.store.getState().settings.target).toBeNull();
});

it("is automatic again once the field is left empty", () => {
  const { lab } = scriptedLab(smoothScript);
  setSetting(lab, "target", 9);
  renderInLab(lab, <NumberSetting name="target" label="Units to keep" value={9} />);
  const input = screen.getByLabelText("Units to keep");
  fireEvent.change(input, { target: { value: "" } });
  fireEvent.blur(input);
  expect(lab.store.getState().settings.target).toBeNull();
});

it("offers nothing of the kind for a number that is the person's alone", () => {
  const { lab } = scriptedLab(smoothScript);
  setSetting(lab, "masks", 9);
  renderInLab(lab, <NumberSetting name="masks" label="Masks" value={9} />);
  expect(screen.queryByRole("button", { name: /Automatic/ })).toBeNull();
});
