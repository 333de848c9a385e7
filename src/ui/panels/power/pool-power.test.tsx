// @vitest-environment happy-dom
import { act, cleanup } from "@testing-library/react";
import { flushSync } from "react-dom";
import { afterEach, expect, it } from "vitest";
import { fillPool } from "../../../state/actions/fill-pool.ts";
import { openFiles } from "../../../state/actions/open-files.ts";
import { setBias } from "../../../state/actions/set-bias.ts";
import { setSetting } from "../../../state/actions/set-setting.ts";
import { holdings, pooled, smoothScript } from "../../../state/lab-fixtures.ts";
import { scriptedLab } from "../../../state/scripted-host.ts";
import { renderInLab } from "../../render-in-lab.tsx";
import { PoolPowerStep } from "./pool-power.tsx";

afterEach(cleanup);

const players = 226;
const scattered = (count: number, scale: number) =>
  Float64Array.from({ length: count }, (_, place) => scale * Math.sin(1 + place * 2.399963));
const pool = {
  ...pooled,
  players,
  shapley: scattered(players, 0.01),
  shapleyError: new Float64Array(players).fill(0.002),
  curves: scattered(3 * players, 0.01),
  covariances: Float64Array.from({ length: 6 * players }, (_, place) => (place % 6 === 0 ? 4e-6 : 0)),
};
const model = {
  ...holdings.model!,
  players,
  groups: [6, 16, 120, 84].map((width, place) => ({ id: `layer${place}`, width, producers: [`layer${place}`] })),
};

it("redraws 226 units within 50 ms of a new d", async () => {
  const { lab } = scriptedLab({ ...smoothScript, open: () => [{ ...holdings, model }], pool: () => [pool] });
  const { container } = renderInLab(lab, <PoolPowerStep />);
  await act(() => openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  act(() => setSetting(lab, "ranking", "pool"));
  await act(() => fillPool(lab));
  const drawn = () => container.querySelector(".q-chart path[stroke-linecap]")?.getAttribute("d");
  const times: number[] = [];
  for (let step = 0; step < 21; step++) {
    const before = drawn();
    const start = performance.now();
    act(() => flushSync(() => setBias(lab, 0.2 + 0.02 * step)));
    times.push(performance.now() - start);
    expect(drawn()).not.toBe(before);
  }
  const median = times.sort((a, b) => a - b)[10];
  expect(median).toBeLessThan(50);
});
