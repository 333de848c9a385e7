import { expect, it } from "vitest";
import { workerCount } from "./worker-count.ts";

const machine = { cores: 8, backend: "wasm", weightBytes: 1e6 } as const;

it("leaves a core to the page where there are more than two", () => {
  const counts = [1, 2, 3, 4, 8].map((cores) => workerCount(null, { ...machine, cores }));
  expect(counts).toEqual([1, 2, 2, 3, 7]);
});

it("is what the person chose, and one for a GPU or for weights too large to copy", () => {
  expect(workerCount(3, machine)).toBe(3);
  expect(workerCount(3, { ...machine, backend: "webgpu" })).toBe(1);
  expect(workerCount(null, { ...machine, weightBytes: 240e6 })).toBe(1);
  expect(workerCount(2, { ...machine, weightBytes: 240e6 })).toBe(2);
});
