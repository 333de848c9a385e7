// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { holdings } from "../../../state/lab-fixtures.ts";
import { PowerTable } from "./power-table.tsx";

afterEach(cleanup);

it("reaches every one of ten thousand units, and draws only those in sight", () => {
  const players = 10_000;
  const power = Float64Array.from({ length: players }, (_, player) => -player);
  const model = { ...holdings.model!, players, groups: [{ id: "dense1", width: players, producers: ["dense1"] }] };
  render(
    <PowerTable
      estimate={{ power, standardError: power, degreesOfFreedom: 3, evaluations: 8 }}
      intervals={[]}
      groupOf={new Int32Array(players)}
      model={model}
      states={new Uint8Array(players)}
    />,
  );
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
  expect(screen.getByText("dense1 · neuron 1 of 10000")).toBeTruthy();
  const region = screen.getByRole("region", { name: "Units by power" });
  region.scrollTop = 10_000 * 34;
  fireEvent.scroll(region);
  expect(screen.getByText("dense1 · neuron 10000 of 10000")).toBeTruthy();
  expect(screen.queryByText("dense1 · neuron 1 of 10000")).toBeNull();
  expect(screen.getAllByRole("row").length).toBeLessThan(60);
});
