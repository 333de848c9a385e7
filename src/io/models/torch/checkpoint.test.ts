import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import {
  floatBytes,
  legacyCheckpoint,
  pickled,
  type Value,
  viewValue,
  zipCheckpoint,
} from "../../../../test/torch-pickle.ts";
import { type Checkpoint, materialised } from "./checkpoint.ts";
import { readLegacyCheckpoint } from "./checkpoint-legacy.ts";
import { readZipCheckpoint } from "./checkpoint-zip.ts";
import { floatsOf } from "./state-tensor.ts";
import { stateViewsIn } from "./state-views.ts";

const stateOf = (checkpoint: Checkpoint) => {
  const { views, wrapper } = stateViewsIn("w.pt", checkpoint.value);
  return { state: materialised("w.pt", checkpoint, views), wrapper };
};
const floats = (checkpoint: Checkpoint, name: string) => [...floatsOf(stateOf(checkpoint).state.get(name)!)];
const dict = (...entries: readonly (readonly [string, Value])[]): Value => new Map(entries);
const six = { storage: "0", count: 6, shape: [2, 3] };
const bytes = floatBytes(1, 2, 3, 4, 5, 6);

const refused = async (value: Value, storages: Readonly<Record<string, Uint8Array>> = { 0: bytes }) =>
  caughtFailure(async () => stateOf(await readZipCheckpoint("w.pt", await zipCheckpoint(value, storages))));

describe("checkpoints of torch.save", () => {
  it("read the zip container", async () => {
    const read = await readZipCheckpoint("w.pt", await zipCheckpoint(dict(["a.weight", viewValue(six)]), { 0: bytes }));
    expect(floats(read, "a.weight")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(stateOf(read).state.get("a.weight")!.shape).toEqual([2, 3]);
  });

  it("read the legacy container", () => {
    const file = legacyCheckpoint(dict(["a.weight", viewValue(six, true)]), [["0", 6, bytes]]);
    expect(floats(readLegacyCheckpoint("w.pt", file), "a.weight")).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("turn big-endian storages round", async () => {
    const big = new Uint8Array(24);
    for (let i = 0; i < 6; i++) new DataView(big.buffer).setFloat32(4 * i, i + 1, false);
    const value = dict(["a.weight", viewValue(six)]);
    expect(floats(await readZipCheckpoint("w", await zipCheckpoint(value, { 0: big }, "big")), "a.weight")).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    const legacy = legacyCheckpoint(dict(["a.weight", viewValue(six, true)]), [["0", 6, big]], false);
    expect(floats(readLegacyCheckpoint("w", legacy), "a.weight")).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("follow strides and offsets, and share storages", async () => {
    const value = dict(
      ["t.weight", viewValue({ ...six, shape: [3, 2], strides: [1, 3] })],
      ["row.weight", viewValue({ ...six, shape: [3], offset: 3 })],
      ["every.weight", viewValue({ ...six, shape: [3], strides: [2], offset: 1 })],
    );
    const read = await readZipCheckpoint("w.pt", await zipCheckpoint(value, { 0: bytes }));
    expect(floats(read, "t.weight")).toEqual([1, 4, 2, 5, 3, 6]);
    expect(floats(read, "row.weight")).toEqual([4, 5, 6]);
    expect(floats(read, "every.weight")).toEqual([2, 4, 6]);
  });

  it("find the state_dict in a wrapper, whatever stands beside it", async () => {
    const state = dict(["a.weight", viewValue(six)]);
    const optimizer = dict(["state", dict(["0", dict(["exp_avg", viewValue(six)])])]);
    const list = { name: ["__builtin__", "list"] } as const;
    const args = {
      call: ["argparse", "Namespace"],
      args: [{ call: ["collections", "defaultdict"], args: [list] }],
    } as const;
    const cases: readonly (readonly [Value, string | null])[] = [
      [dict(["epoch", 3], ["model_state_dict", state], ["optimizer", optimizer]), "model_state_dict"],
      [dict(["args", args], ["model", dict(["state_dict", state])]), "model.state_dict"],
      [dict(["generator", state], ["optimizer", optimizer]), "generator"],
      [state, null],
    ];
    for (const [value, wrapper] of cases) {
      const read = await readZipCheckpoint("w.pt", await zipCheckpoint(value, { 0: bytes }));
      expect(stateOf(read).wrapper).toBe(wrapper);
      expect([...stateOf(read).state.keys()]).toEqual(["a.weight"]);
    }
  });

  it("are refused where they hold several networks or none", async () => {
    const state = dict(["a.weight", viewValue(six)]);
    expect(await refused(dict(["g", state], ["d", state]))).toMatchObject({
      kind: "file-unsupported",
      message: expect.stringContaining("g, d"),
    });
    expect(await refused(dict(["epoch", 1]))).toMatchObject({ kind: "file-unsupported" });
    expect(await refused([1, 2])).toMatchObject({ kind: "file-unsupported" });
  });

  it("run nothing: a name that weights do not need stops the reading", async () => {
    for (const [module, name] of [
      ["os", "system"],
      ["builtins", "eval"],
      ["torch", "load"],
      ["torch.storage", "_load_from_bytes"],
    ] as const) {
      const failure = await refused({ call: [module, name], args: ["echo"] });
      expect(failure).toMatchObject({ kind: "file-unsupported", where: "w.pt" });
      expect(failure.message).toContain(`${module}.${name}`);
    }
  });

  it("say of a whole network how to export it as ONNX", async () => {
    const failure = await refused({ call: ["torch.nn.modules.linear", "Linear"], args: [] });
    expect(failure.kind).toBe("file-unsupported");
    expect(failure.advice!.split("\n").slice(1)).toEqual([
      "import torch",
      'model = torch.load("w.pt", weights_only=False).eval()',
      'torch.onnx.export(model, torch.zeros(1, 3, 32, 32), "model.onnx")',
    ]);
  });

  it("are refused where tensors lead out of their storage, repeat it, or lack it", async () => {
    const message = async (view: Parameters<typeof viewValue>[0], storages?: Readonly<Record<string, Uint8Array>>) => {
      const failure = await refused(dict(["a.weight", viewValue(view)]), storages);
      expect(failure.kind).toBe("file-damaged");
      return failure.message;
    };
    expect(await message({ ...six, offset: 1 })).toContain("element 6 of 6");
    expect(await message({ ...six, shape: [2 ** 20, 2 ** 20], strides: [0, 0] })).toContain("in a storage of 6");
    expect(await message({ ...six, shape: [-1] })).toContain("impossible shape");
    expect(await message(six, { 0: bytes.subarray(0, 20) })).toContain("no bytes for all");
    expect(await message(six, {})).toContain("lacks its storage 0");
    const quantised = await refused(dict(["a.weight", viewValue({ ...six, type: "QInt8Storage" })]));
    expect(quantised).toMatchObject({
      kind: "file-unsupported",
      message: expect.stringContaining("torch.QInt8Storage"),
    });
  });

  it("are refused where thousands of names claim one storage", async () => {
    const many = Array.from(
      { length: 3000 },
      (_, i) => [`l${i}.weight`, viewValue({ storage: "0", count: 600, shape: [60, 10], strides: [1, 60] })] as const,
    );
    const failure = await refused(new Map(many), { 0: new Uint8Array(2400) });
    expect(failure).toMatchObject({ kind: "file-damaged", message: expect.stringContaining("over and over") });
  });

  it("are refused where a legacy file is another pickle, or cut off", async () => {
    const other = await caughtFailure(() => readLegacyCheckpoint("x.pkl", pickled(dict(["a", 1]))));
    expect(other).toMatchObject({
      kind: "file-unsupported",
      message: expect.stringContaining("none that torch.save wrote"),
    });
    const file = legacyCheckpoint(dict(["a.weight", viewValue(six, true)]), [["0", 6, bytes]]);
    const cut = await caughtFailure(() => readLegacyCheckpoint("x.pt", file.subarray(0, file.length - 3)));
    expect(cut).toMatchObject({ kind: "file-damaged", message: expect.stringContaining("middle of a value") });
  });
});
