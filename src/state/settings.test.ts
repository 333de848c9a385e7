import { describe, expect, it } from "vitest";
import { defaultSettings, readSettings, writeSettings } from "./settings.ts";

describe("settings in the address", () => {
  it("is the defaults where the address says nothing", () => {
    expect(readSettings("")).toEqual({ settings: defaultSettings, notes: [] });
    expect(writeSettings(defaultSettings)).toBe("");
  });

  it("comes back as it was written", () => {
    const settings = {
      ...defaultSettings,
      seed: 7,
      backend: "wasm",
      masks: 4,
      fractions: [0.25, 0.5, 1],
      rescaled: false,
      index: "shapley",
      target: 51,
      roundEvaluations: 900,
      bias: 0.193,
      pairing: { values: { kind: "affine", scale: [1 / 255], offset: [-0.5] } },
    } as const;
    expect(readSettings(writeSettings(settings))).toEqual({ settings, notes: [] });
  });

  it("understands the scale of older addresses", () => {
    const { settings, notes } = readSettings("?scale=0.0625,-1");
    expect(notes).toEqual([]);
    expect(settings.pairing).toEqual({ values: { kind: "affine", scale: [0.0625], offset: [-1] } });
    expect(readSettings("?scale=0,1").notes).toHaveLength(1);
    expect(readSettings("?scale=1,2,3").settings.pairing).toBeNull();
  });

  it("reads the journey's address", () => {
    const { settings, notes } = readSettings(
      "?seed=3&backend=webgpu&calibration=32&validation=32&test=64&masks=4&fractions=0.25,0.5,1&evaluations=64&step=16&target=51&stepUnits=64&roundEvaluations=64&index=banzhaf&payoff=log-likelihood&strategy=top-n",
    );
    expect(notes).toEqual([]);
    expect(settings).toMatchObject({ seed: 3, backend: "webgpu", step: 16, evaluations: 64, strategy: "top-n" });
    expect(settings.fractions).toEqual([0.25, 0.5, 1]);
  });

  it.each(["masks=abc", "masks=-3", "masks=1.5", "backend=gpu", "fractions=0,0.5", "fractions=0.5", "rescaled=maybe"])(
    "keeps the default and says so for %s",
    (query) => {
      const { settings, notes } = readSettings(query);
      expect(settings).toEqual(defaultSettings);
      expect(notes).toHaveLength(1);
      expect(notes[0]).toContain(query);
    },
  );

  it("says which names it does not know", () => {
    expect(readSettings("?sead=1").notes[0]).toContain("sead");
  });

  it("sorts the fractions and drops doubles", () => {
    expect(readSettings("?fractions=1,0.5,0.5,0.25").settings.fractions).toEqual([0.25, 0.5, 1]);
  });
});
