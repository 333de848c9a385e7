import { floats, type HostileCase, joined, little, loose, utf8 } from "./hostile-case.ts";
import { rawZip } from "./raw-zip.ts";

/** safetensors: header length, header, data. */
function safetensors(header: unknown, data: Uint8Array, length?: number): Uint8Array {
  const text = utf8(typeof header === "string" ? header : JSON.stringify(header));
  return joined(little(8, length ?? text.length), text, data);
}
const f32 = (shape: readonly number[], from: number, to: number) => ({ dtype: "F32", shape, data_offsets: [from, to] });
const tensors = (name: string, header: unknown, data: Uint8Array, length?: number): HostileCase =>
  loose(name, "model.safetensors", safetensors(header, data, length));
const six = floats(1, 2, 3, 4, 5, 6);

const pickle = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  joined([0x80, 2], ...parts.map((part) => (typeof part === "string" ? utf8(part) : part)), [0x2e]);
/** A PyTorch zip around a pickle. */
const torch = (name: string, data: Uint8Array, more: Parameters<typeof rawZip>[0] = []): HostileCase =>
  loose(
    name,
    "model.pt",
    rawZip([
      { path: "archive/data.pkl", bytes: data },
      { path: "archive/byteorder", bytes: utf8("little") },
      { path: "archive/version", bytes: utf8("3\n") },
      ...more,
    ]),
  );

const short = (text: string) => joined([0x58], little(4, text.length), utf8(text));
const persistent = (key: string, count: number) => [
  ...joined(
    [0x28],
    short("storage"),
    utf8("ctorch\nFloatStorage\n"),
    short(key),
    short("cpu"),
    [0x4a],
    little(4, count),
    [0x74, 0x51],
  ),
];
/** {"0.weight": a 2 x 3 tensor over storage 0}. */
const stateDict = (
  shape: readonly [number, number],
  stride: readonly [number, number],
  offset: number,
  count: number,
): Uint8Array =>
  pickle(
    "}",
    [...short("0.weight")],
    "ctorch._utils\n_rebuild_tensor_v2\n",
    "(",
    persistent("0", count),
    [0x4a, ...little(4, offset)],
    [0x4a, ...little(4, shape[0]), 0x4a, ...little(4, shape[1]), 0x86],
    [0x4a, ...little(4, stride[0]), 0x4a, ...little(4, stride[1]), 0x86],
    [0x89],
    "ccollections\nOrderedDict\n",
    ")R",
    "tR",
    "s",
  );

const storage = { path: "archive/data/0", bytes: six };

/** Weights files that lie, and pickles that would run code. */
export const weightsCases: readonly HostileCase[] = [
  tensors("a safetensors header longer than its file", { "0.weight": f32([2, 3], 0, 24) }, six, 10_000),
  tensors("a safetensors header of two gigabytes", { "0.weight": f32([2, 3], 0, 24) }, six, 2 ** 31),
  tensors("a safetensors header that is no JSON", '{"0.weight": ', six),
  tensors("safetensors whose tensors overlap", { "0.weight": f32([2, 3], 0, 24), "0.bias": f32([2], 16, 24) }, six),
  tensors("safetensors with a hole", { "0.weight": f32([2, 2], 0, 16), "0.bias": f32([1], 20, 24) }, six),
  tensors("safetensors with more data than tensors", { "0.weight": f32([2, 2], 0, 16) }, six),
  tensors("safetensors with less data than tensors", { "0.weight": f32([2, 3], 0, 24) }, six.subarray(0, 12)),
  tensors("a safetensors shape that does not fit its bytes", { "0.weight": f32([2, 4], 0, 24) }, six),
  tensors("a safetensors shape that overflows", { "0.weight": f32([2 ** 40, 2 ** 40], 0, 24) }, six),
  tensors("a safetensors shape with a negative axis", { "0.weight": f32([-2, -3], 0, 24) }, six),
  tensors("a safetensors type that nobody knows", { "0.weight": { ...f32([2, 3], 0, 24), dtype: "F31" } }, six),
  tensors(
    "a safetensors offset that is no number",
    { "0.weight": { dtype: "F32", shape: [2, 3], data_offsets: ["0", 24] } },
    six,
  ),
  tensors(
    "two safetensors of one name",
    '{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"a":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}}',
    six,
  ),
  tensors("a NaN among safetensors", { "0.weight": f32([2, 3], 0, 24) }, floats(1, Number.NaN, 3, 4, 5, 6)),
  tensors("safetensors of an architecture that nobody knows", { "alpha.beta": f32([2, 3], 0, 24) }, six),
  torch("a pickle that calls os.system", pickle("cos\nsystem\n", "(", [...short("rm -rf /")], "tR")),
  torch("a pickle that calls eval", pickle("cbuiltins\neval\n", "(", [...short("1+1")], "tR")),
  torch("a pickle of a whole module", pickle("c__main__\nNet\n", ")", [0x81], "}b")),
  torch("a pickle that builds with a class of numpy", pickle("cnumpy.core.multiarray\n_reconstruct\n", "(tR")),
  torch("a pickle that takes from an empty stack", pickle("tR")),
  torch("a pickle that reads a memo that was never written", pickle([0x68, 9])),
  torch("a pickle that is cut off", pickle([...short("0.weight")]).subarray(0, 6)),
  torch("a pickle with a text longer than the file", pickle([0x58, ...little(4, 2 ** 31 - 1)], "abc")),
  torch("a pickle of two million operations", pickle(Array.from({ length: 2_000_000 }, () => 0x4e))),
  torch(
    "a pickle with lists nested a hundred thousand deep",
    pickle(
      Array.from({ length: 100_000 }, () => 0x5d),
      Array.from({ length: 99_999 }, () => 0x61),
    ),
  ),
  torch("a PyTorch tensor whose storage is missing", stateDict([2, 3], [3, 1], 0, 6)),
  torch("a PyTorch tensor that reaches beyond its storage", stateDict([2, 3], [3, 1], 4, 6), [storage]),
  torch("a PyTorch tensor with a stride that leaps out", stateDict([2, 3], [2 ** 30, 1], 0, 6), [storage]),
  torch("a PyTorch storage that is shorter than it says", stateDict([2, 3], [3, 1], 0, 600), [storage]),
  loose(
    "a TorchScript archive",
    "model.pt",
    rawZip([
      { path: "m/data.pkl", bytes: pickle("}") },
      { path: "m/code/__torch__.py", bytes: utf8("class M(Module):\n") },
      { path: "m/constants.pkl", bytes: pickle(")") },
    ]),
  ),
  loose(
    "a legacy PyTorch file that ends after its magic number",
    "model.pth",
    joined(
      [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
      [0x80, 2, 0x4d, 0xe9, 3, 0x2e],
    ),
  ),
];
