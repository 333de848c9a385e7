import { beforeAll, expect, it } from "vitest";
import { startBackend } from "../bench/start-backend.ts";
import { int, ints, nodeProto } from "../src/io/models/onnx/onnx-builder.ts";
import type { DroppedFile, JobHost, JobKind, Jobs } from "../src/jobs/contract.ts";
import { follow } from "../src/jobs/follow.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { labParts } from "../workers/lab-parts.ts";
import { npyBytes } from "./npy-bytes.ts";
import { onnxBytes, randomWeights } from "./onnx-graphs.ts";

const freshHost = (): JobHost => jobHost(jobTable, emptyWorkbench(labParts()));

async function last<K extends JobKind>(host: JobHost, kind: K, spec: Jobs[K]["spec"]): Promise<Jobs[K]["answer"]> {
  let answer: Jobs[K]["answer"] | null = null;
  for await (const step of follow(host, kind, spec)) answer = step.answer;
  if (!answer) throw new Error(`${kind} gave no answer`);
  return answer;
}

const dropped = (name: string, bytes: Uint8Array<ArrayBuffer>): DroppedFile => ({ name, blob: new Blob([bytes]) });

/** Reads pictures of any size: a convolution, the mean over all places, a head. */
const anySize = onnxBytes({
  input: ["N", 3, "height", "width"],
  nodes: [
    nodeProto("Conv", ["x", "w"], ["a"], { kernel_shape: ints([3, 3]) }, "first"),
    nodeProto("GlobalAveragePool", ["a"], ["b"], {}, "pool"),
    nodeProto("Flatten", ["b"], ["c"], {}, "flatten"),
    nodeProto("Gemm", ["c", "v"], ["y"], { transB: int(1) }, "head"),
  ],
  constants: [randomWeights("w", [6, 3, 3, 3]), randomWeights("v", [2, 6])],
});

const pictures = (size: number): readonly DroppedFile[] => {
  const count = 12 * size * size * 3;
  return [
    dropped(
      `x${size}.npy`,
      npyBytes(
        "<f4",
        [12, size, size, 3],
        Array.from({ length: count }, (_, i) => Math.sin(i)),
      ),
    ),
    dropped(
      `y${size}.npy`,
      npyBytes(
        "<i8",
        [12],
        Array.from({ length: 12 }, (_, i) => i % 2),
      ),
    ),
  ];
};

beforeAll(() => startBackend("wasm"));

it("a network that leaves its size open is exported and opened again without its data", async () => {
  const host = freshHost();
  const held = await last(host, "open", {
    files: [dropped("any.onnx", anySize), ...pictures(7)],
    known: 0,
    output: null,
  });
  expect(held.failures).toEqual([]);
  await last(host, "prepare", { seed: 1, prefer: "wasm", pairing: null, calibration: 4, validation: 4, test: 4 });
  const selection = Uint8Array.of(1, 0, 1, 0, 1, 0);
  for (const format of ["onnx", "safetensors"] as const) {
    const exported = await last(host, "export", { selection, format });
    expect(exported.snippet.text).toContain(format === "onnx" ? exported.fileName : "load_file");
    const verified = await last(freshHost(), "verify", { exported });
    expect(verified.difference).toBeLessThan(1e-5);
  }
});

it("a network that leaves its size open follows the data that come after others", async () => {
  const host = freshHost();
  const model = dropped("any.onnx", anySize);
  const first = await last(host, "open", { files: [model, ...pictures(7)], known: 0, output: null });
  expect(first.model?.inputShape).toEqual([7, 7, 3]);
  const then = await last(host, "open", { files: [model, ...pictures(7), ...pictures(9)], known: 3, output: null });
  expect([then.failures, then.dataset?.shape, then.model?.inputShape]).toEqual([[], [9, 9, 3], [9, 9, 3]]);
});
