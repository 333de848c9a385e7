import { describe, expect, it } from "vitest";
import type { PairingChoice } from "../core/dataset/pairing.ts";
import { plainPairing } from "../core/dataset/pairing.ts";
import { pairingFrom, pairingText } from "./pairing-text.ts";
import { defaultSettings, readSettings, writeSettings } from "./settings.ts";

const choices: readonly PairingChoice[] = [
  { values: { kind: "affine", scale: [1 / 3, 1e-7], offset: [-0.1307, 0] } },
  { values: { kind: "measured", what: "mean-and-deviation", per: "feature" } },
  { values: { kind: "per-image" }, invertedFrom: 255 },
  { values: { kind: "unit-length", along: "columns" }, transposed: true, channels: "reversed" },
  { image: { plane: [32, 48], order: "channels-first" }, resize: [28, 28], written: "channels-first" },
  { text: { pad: "after", cut: "before" }, classes: [2, 0, 1] },
  plainPairing,
];

describe("a pairing as text", () => {
  it.each(choices)("comes back as it was written: %j", (choice) => {
    expect(pairingFrom.read(pairingText(choice))).toEqual(choice);
    const settings = { ...defaultSettings, pairing: choice };
    expect(readSettings(writeSettings(settings))).toEqual({ settings, notes: [] });
  });

  it("leaves measured numbers out: they are measured again", () => {
    const measured = { what: "least-and-most", per: "feature" } as const;
    const text = pairingText({ values: { kind: "affine", scale: [0.1, 0.2], offset: [1, 2], measured } });
    expect(text).toBe("values_measured_least-and-most_feature");
  });

  it("is readable in the address", () => {
    const pairing = { image: { plane: [28, 28], order: "channels-last" }, classes: [1, 0] } as const;
    expect(writeSettings({ ...defaultSettings, pairing })).toBe("?pairing=image_28x28*classes_1,0");
  });

  it.each([
    "image_28",
    "values_affine_0_1",
    "values_affine_x_1",
    "values_magic",
    "classes_1,1",
    "classes_-1",
    "transposed_none",
    "__proto___1",
    "constructor_1",
    "",
  ])("refuses %s", (text) => {
    expect(pairingFrom.read(text)).toBeUndefined();
  });
});
