import { expect, it } from "vitest";
import { hoverPoint } from "./actions/hover-point.ts";
import { lightsNetwork, pointOfNetwork } from "./hovered-point.ts";
import { smoothScript } from "./lab-fixtures.ts";
import { scriptedLab } from "./scripted-host.ts";

const cut = { id: "a/40/cut", run: "a", size: 40 };
const refit = { id: "a/40/r1", run: "a", size: 40 };

it("a run lights all its networks, a size those of that size, a network itself alone", () => {
  expect(lightsNetwork(null, cut)).toBe(false);
  expect(lightsNetwork({ run: "a", size: null, network: null }, cut)).toBe(true);
  expect(lightsNetwork({ run: "b", size: null, network: null }, cut)).toBe(false);
  expect(lightsNetwork({ run: "a", size: 41, network: null }, cut)).toBe(false);
  expect(lightsNetwork({ run: "a", size: 40, network: null }, refit)).toBe(true);
  expect(lightsNetwork(pointOfNetwork(cut), cut)).toBe(true);
  expect(lightsNetwork(pointOfNetwork(cut), refit)).toBe(false);
});

it("pointing at the same again changes nothing", () => {
  const { lab } = scriptedLab(smoothScript);
  hoverPoint(lab, pointOfNetwork(cut));
  const before = lab.store.getState();
  hoverPoint(lab, pointOfNetwork(cut));
  expect(lab.store.getState()).toBe(before);
  hoverPoint(lab, null);
  expect(lab.store.getState().hoveredPoint).toBeNull();
});
