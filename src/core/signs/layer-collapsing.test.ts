import { expect, test } from "vitest";
import { layerCollapsing } from "./layer-collapsing.ts";

const width = (group: string, all: number, kept: number) => ({ group, width: all, kept });

test("names the layers that keep next to nothing while the others keep far more", () => {
  const sign = layerCollapsing([width("c1", 6, 1), width("c2", 16, 12), width("d1", 120, 110)]);
  expect(sign?.sentence).toMatch(/A layer is about to collapse: c1 keeps 1 of 6, while the network keeps 86\.6 %/);
  const two = layerCollapsing([width("c1", 6, 1), width("d0", 100, 4), width("d1", 120, 110)]);
  expect(two?.sentence).toMatch(/2 layers are about.*c1 keeps 1 of 6, d0 keeps 4 of 100/);
});

test("is silent where all layers are thin, where none is, and where there was one unit to begin with", () => {
  expect(layerCollapsing([width("c1", 6, 1), width("c2", 16, 2), width("d1", 120, 20)])).toBeNull();
  expect(layerCollapsing([width("c1", 6, 3), width("d1", 120, 100)])).toBeNull();
  expect(layerCollapsing([width("c1", 1, 1), width("d1", 120, 100)])).toBeNull();
  expect(layerCollapsing([width("c1", 6, 1)])).toBeNull();
  expect(layerCollapsing([])).toBeNull();
});
