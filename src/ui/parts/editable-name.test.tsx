// @vitest-environment happy-dom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { EditableName } from "./editable-name.tsx";

afterEach(cleanup);

const draw = (onRename = vi.fn()) => {
  render(
    <MantineProvider env="test">
      <EditableName name="Top-n 1" onRename={onRename} />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Rename Top-n 1" }));
  const input = screen.getByLabelText("New name of Top-n 1");
  expect(document.activeElement).toBe(input);
  fireEvent.change(input, { target: { value: "Mine" } });
  return { onRename, input };
};

it("keeps the new name with Enter, once, and hands the focus back", () => {
  const { onRename, input } = draw();
  fireEvent.keyDown(input, { key: "Enter" });
  expect(onRename.mock.calls).toEqual([["Mine"]]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Rename Top-n 1" }));
});

it("keeps the old name with Escape", () => {
  const { onRename, input } = draw();
  fireEvent.keyDown(input, { key: "Escape" });
  expect(onRename).not.toHaveBeenCalled();
  expect(screen.getByText("Top-n 1", { selector: "strong" })).toBeTruthy();
});
