import { describe, expect, it } from "vitest";
import { lookAtUnit } from "./actions/look-at-unit.ts";
import type { UnitLook } from "./answers.ts";
import { holdings, prepared } from "./lab-fixtures.ts";
import { type Script, scriptedLab } from "./scripted-host.ts";

const lookAt = (player: number, examples: UnitLook["examples"]): UnitLook => ({
  player,
  kernels: [],
  inputShape: [8, 8, 1],
  examples,
  active: examples === null ? null : 0.5,
});
const script: Script = { unit: ({ player }) => [lookAt(player, null), lookAt(player, [])] };

function readyLab(answers: Script = script) {
  const { lab, calls } = scriptedLab(answers);
  lab.store.setState(({ session }) => ({ session: { ...session, holdings, prepared } }));
  return { lab, calls, runs: () => lab.store.getState().runs };
}

describe("a close look at a unit", () => {
  it("is kept, and not asked for again", async () => {
    const { lab, calls, runs } = readyLab();
    await lookAtUnit(lab, 3);
    expect(runs().unitLooks).toEqual([lookAt(3, [])]);
    const asked = calls.length;
    await lookAtUnit(lab, 3);
    expect(calls.length).toBe(asked);
  });

  it("does not wait for a long run that holds the worker", async () => {
    const { lab, runs } = readyLab();
    lab.queue = new Promise(() => {});
    await lookAtUnit(lab, 1);
    expect(runs().unit?.status).toBe("done");
    expect(runs().active).toBeNull();
  });

  it("gives way to the next one", async () => {
    const { lab, runs } = readyLab();
    await Promise.all([lookAtUnit(lab, 1), lookAtUnit(lab, 2)]);
    expect(runs().unit?.spec.player).toBe(2);
    expect(runs().unitLooks.map(({ player }) => player)).toEqual([2]);
  });

  it("waits for a prepared network whose files are open", async () => {
    const { lab, calls } = readyLab();
    lab.store.setState(({ session }) => ({ session: { ...session, absent: "The files are not here." } }));
    await lookAtUnit(lab, 1);
    lab.store.setState(({ session }) => ({ session: { ...session, absent: null, prepared: null } }));
    await lookAtUnit(lab, 1);
    expect(calls).toEqual([]);
  });

  it("says what failed, and may be tried again", async () => {
    let works = false;
    const { lab, runs } = readyLab({
      unit: ({ player }) => [works ? lookAt(player, []) : { kind: "unexpected", message: "No." }],
    });
    await lookAtUnit(lab, 1);
    expect(runs().unit).toMatchObject({ status: "failed", failure: { message: "No." } });
    works = true;
    await lookAtUnit(lab, 1);
    expect(runs().unitLooks).toHaveLength(1);
  });
});
