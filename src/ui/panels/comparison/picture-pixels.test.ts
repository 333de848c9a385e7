import { expect, it } from "vitest";
import { plainPairing } from "../../../core/dataset/pairing.ts";
import { picturePixels } from "./picture-pixels.ts";

const ramp = (count: number) => Float32Array.from({ length: count }, (_, place) => place - 5);

it("draws grey from the least to the greatest value, opaque", () => {
  const picture = picturePixels(ramp(16), [4, 4, 1], null);
  expect([picture?.width, picture?.height]).toEqual([4, 4]);
  expect([...(picture?.pixels.subarray(0, 4) ?? [])]).toEqual([0, 0, 0, 255]);
  expect([...(picture?.pixels.subarray(60) ?? [])]).toEqual([255, 255, 255, 255]);
});

it("reads colours from where the pairing has written them", () => {
  const interleaved = picturePixels(ramp(48), [4, 4, 3], null);
  expect([...(interleaved?.pixels.subarray(0, 3) ?? [])]).toEqual([0, 5, 11]);
  const image = { plane: [4, 4], order: "channels-last" } as const;
  const planes = picturePixels(ramp(48), [48], { ...plainPairing, image, written: "channels-first" });
  expect([...(planes?.pixels.subarray(0, 3) ?? [])]).toEqual([0, 87, 174]);
});

it("takes no table for a picture, and draws a constant input without dividing by nothing", () => {
  expect(picturePixels(ramp(13), [13], null)).toBeNull();
  expect(picturePixels(ramp(26), [13, 2], null)).toBeNull();
  expect(picturePixels(ramp(32), [4, 4, 2], null)).toBeNull();
  expect(picturePixels(new Float32Array(16), [4, 4], null)?.pixels[0]).toBe(0);
});
