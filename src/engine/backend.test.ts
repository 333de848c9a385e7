import { expect, it } from "vitest";
import { startBackend } from "../../bench/start-backend.ts";
import { chooseBackend } from "./backend.ts";
import { selfTest, selfTestTolerance } from "./self-test.ts";
import { tf } from "./tf.ts";

it("falls back from webgpu to wasm where there is no GPU, and says why", async () => {
  await startBackend("wasm");
  const chosen = await chooseBackend("auto");
  expect(chosen.name).toBe("wasm");
  expect(chosen.passedOver.join()).toContain("webgpu");
  expect(chosen.selfTest).toBeLessThan(selfTestTolerance);
});

it("takes the preferred backend first", async () => {
  expect((await chooseBackend("cpu")).name).toBe("cpu");
});

it("passes over a backend that computes wrongly", async () => {
  await startBackend("wasm");
  const kernel = tf.getKernel("Softmax", "wasm");
  tf.unregisterKernel("Softmax", "wasm");
  tf.registerKernel({ ...kernel, kernelFunc: ({ inputs }) => tf.mul(inputs.logits as never, 2) });
  try {
    expect(await selfTest()).toBeGreaterThan(selfTestTolerance);
    const chosen = await chooseBackend("wasm");
    expect(chosen.name).toBe("cpu");
    expect(chosen.passedOver.join()).toContain("self-test");
  } finally {
    tf.unregisterKernel("Softmax", "wasm");
    tf.registerKernel(kernel);
  }
});
