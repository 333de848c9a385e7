// @vitest-environment happy-dom
import { act, cleanup } from "@testing-library/react";
import { Profiler } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
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

/** Least milliseconds of several runs: what the work takes, whatever else the machine does. */
function least(runs: number, run: (round: number) => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < runs; round++) {
    const start = performance.now();
    run(round);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

it("redraws 226 units at a new d once, for no more than a few times what their rows alone take", async () => {
  const { lab, calls } = scriptedLab({ ...smoothScript, open: () => [{ ...holdings, model }], pool: () => [pool] });
  let commits = 0;
  const { container } = renderInLab(
    lab,
    <Profiler
      id="power"
      onRender={() => {
        commits += 1;
      }}
    >
      <PoolPowerStep />
    </Profiler>,
  );
  await act(() => openFiles(lab, [{ name: "model.json", blob: new Blob(["{}"]) }]));
  act(() => setSetting(lab, "ranking", "pool"));
  await act(() => fillPool(lab));
  const drawn = () =>
    container.querySelector(".q-chart path[stroke-opacity] ~ path[stroke-linecap]")?.getAttribute("d");
  const [asked, before] = [calls.length, commits];
  const rounds = 12;
  const redrawn = least(rounds, (round) => {
    const old = drawn();
    act(() => flushSync(() => setBias(lab, 0.2 + 0.02 * round)));
    expect(drawn()).not.toBe(old);
  });
  // nothing is evaluated anew, and one d is one drawing and what follows its layout
  expect(calls.length).toBe(asked);
  expect(commits - before).toBeLessThanOrEqual(3 * rounds);
  // the same number of plain elements, made anew by React in the same document
  const names = Array.from(container.querySelectorAll("*"), (_, place) => `element ${place}`);
  const host = document.createElement("div");
  const root = createRoot(host);
  const reference = least(rounds, (round) =>
    act(() =>
      flushSync(() =>
        root.render(
          <div key={round}>
            {names.map((name) => (
              <span key={name} title={`${name} of ${round}`} />
            ))}
          </div>,
        ),
      ),
    ),
  );
  act(() => root.unmount());
  expect(redrawn).toBeLessThan(5 * reference);
});
