import { gzipSync } from "node:zlib";
import { tarOf } from "../tar-bytes.ts";
import { type HostileCase, joined, loose, utf8 } from "./hostile-case.ts";
import { rawZip } from "./raw-zip.ts";

const zipped = (name: string, ...entries: Parameters<typeof rawZip>[0][number][]): HostileCase =>
  loose(name, "net.zip", rawZip(entries));

const csv = utf8("1,2,0\n3,4,1\n");
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13);

/** Files that are not what they are called, and containers that lie. */
export const containerCases: readonly HostileCase[] = [
  loose("an empty file", "model.h5", ""),
  loose("a web page called .h5", "model.h5", "<!DOCTYPE html><html><body>404: not found</body></html>"),
  loose(
    "a Git LFS pointer called .onnx",
    "model.onnx",
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
  ),
  loose("a PNG picture called .onnx", "model.onnx", png),
  loose("Python source", "model.py", "import torch\n\nmodel = torch.nn.Linear(2, 3)\n"),
  loose("a PDF called .csv", "data.csv", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n"),
  loose("a TensorFlow Lite model", "model.tflite", joined([28, 0, 0, 0], utf8("TFL3"), new Uint8Array(40))),
  loose("an Excel workbook", "data.xlsx", rawZip([{ path: "xl/workbook.xml", bytes: utf8("<workbook/>") }])),
  loose("a 7z archive", "data.7z", joined([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], new Uint8Array(40))),
  loose(
    "random bytes",
    "weights",
    Uint8Array.from({ length: 999 }, (_, i) => (i * 7919 + 200) % 251),
  ),
  loose("a gzip that is cut off", "data.csv.gz", new Uint8Array(gzipSync(csv)).subarray(0, 12)),
  loose("a gzip with a damaged body", "data.csv.gz", damaged(new Uint8Array(gzipSync(joined(csv, csv))), 14)),
  loose("a gzip in a gzip", "data.csv.gz.gz", new Uint8Array(gzipSync(gzipSync(csv)))),
  loose("a gzip bomb", "data.csv.gz", new Uint8Array(gzipSync(new Uint8Array(300 * 2 ** 20), { level: 9 }))),
  zipped("a zip bomb", { path: "data.csv", bytes: new Uint8Array(300 * 2 ** 20), method: "deflate" }),
  zipped("a zip entry that climbs out of its folder", { path: "../../evil.csv", bytes: csv }),
  zipped("a zip entry with an absolute path", { path: "/etc/evil.csv", bytes: csv }),
  zipped("a zip entry with a drive letter", { path: "C:\\evil.csv", bytes: csv }),
  zipped("a zip entry with a NUL in its name", { path: "a\0.csv", bytes: csv }),
  zipped("two zip entries of one name", { path: "a.csv", bytes: csv }, { path: "a.csv", bytes: utf8("5,6,1\n") }),
  zipped("zip entries that overlap", { path: "a.csv", bytes: csv }, { path: "b.csv", bytes: csv, at: 0 }),
  zipped("a zip entry that declares fewer bytes than it has", {
    path: "a.csv",
    bytes: joined(csv, csv, csv),
    method: "deflate",
    declaredSize: 3,
  }),
  zipped("a zip entry that is encrypted", { path: "a.csv", bytes: csv, flags: 1 }),
  loose("a zip without its directory", "net.zip", rawZip([{ path: "a.csv", bytes: csv }], { cut: true })),
  loose("a zip of nothing", "net.zip", rawZip([])),
  zipped("a zip in a zip", { path: "inner.zip", bytes: rawZip([{ path: "a.csv", bytes: csv }]) }),
  zipped(
    "a zip of files that nobody reads",
    { path: "a/logo.png", bytes: png },
    { path: "b.pdf", bytes: utf8("%PDF-1.7") },
  ),
  loose("a tar entry that climbs out of its folder", "d.tar", tarOf({ "../evil.csv": csv })),
  loose("a tar that is cut off", "d.tar", tarOf({ "a.csv": joined(csv, csv) }).subarray(0, 520)),
];

function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
