import { describe, expect, it } from "vitest";
import { lockUnit, nextLock } from "./actions/lock-unit.ts";
import { setRule } from "./actions/set-rule.ts";
import { holdings } from "./lab-fixtures.ts";
import { scriptedLab } from "./scripted-host.ts";
import { locksOfUnits, unitInGroup } from "./unit-lock.ts";

function openedLab() {
  const { lab } = scriptedLab({});
  lab.store.setState(({ session }) => ({ session: { ...session, holdings } }));
  return lab;
}
const groups = holdings.model?.groups ?? [];
const rulesOf = (lab: ReturnType<typeof openedLab>) => lab.store.getState().settings.rules;

it("knows the group of a player and its number there", () => {
  expect(unitInGroup(groups, 3)).toEqual({ group: "conv1", unit: 3, width: 4 });
  expect(unitInGroup(groups, 4)).toEqual({ group: "dense1", unit: 0, width: 8 });
  expect(unitInGroup(groups, 12)).toBeNull();
});

describe("a unit's lock", () => {
  it("goes from free to stays to goes and back, and leaves no rule behind", () => {
    const lab = openedLab();
    expect(nextLock(lab, 5)).toBe("in");
    expect(rulesOf(lab)).toEqual([{ group: "dense1", keep: [1] }]);
    expect(nextLock(lab, 5)).toBe("out");
    expect(rulesOf(lab)).toEqual([{ group: "dense1", drop: [1] }]);
    expect(nextLock(lab, 5)).toBe("free");
    expect(rulesOf(lab)).toEqual([]);
  });

  it("leaves the rest of its group's rule as it was", () => {
    const lab = openedLab();
    setRule(lab, "conv1", { least: 2, keep: [3] });
    lockUnit(lab, 0, "in");
    lockUnit(lab, 1, "out");
    expect(rulesOf(lab)).toEqual([{ group: "conv1", least: 2, keep: [0, 3], drop: [1] }]);
  });

  it("cannot lock out the last unit of a group", () => {
    const lab = openedLab();
    for (const player of [0, 1, 2]) expect(lockUnit(lab, player, "out")).toBe("out");
    expect(lockUnit(lab, 3, "out")).toBe("free");
    expect(rulesOf(lab)).toEqual([{ group: "conv1", drop: [0, 1, 2] }]);
  });

  it("is read from the rules, those of whole groups, too", () => {
    const locks = locksOfUnits(groups, [
      { group: "conv1", whole: true, drop: [2] },
      { group: "dense1", keep: [7], drop: [0, 99] },
    ]);
    expect([...locks]).toEqual([1, 1, 2, 1, 2, 0, 0, 0, 0, 0, 0, 1]);
  });
});
