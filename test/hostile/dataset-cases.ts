import { big32, floats, type HostileCase, joined, little, loose, utf8 } from "./hostile-case.ts";
import { rawZip } from "./raw-zip.ts";

const images = (...counts: readonly [number, number, number]) => joined([0, 0, 8, 3], big32(...counts));
const labels = (count: number, values: readonly number[]) => joined([0, 0, 8, 1], big32(count), values);

function npy(header: string, data: Uint8Array): Uint8Array {
  const text = `${header}\n`;
  return joined([0x93], utf8("NUMPY"), [1, 0], little(2, text.length), utf8(text), data);
}
const array = (name: string, descr: string, shape: string, data: Uint8Array): HostileCase =>
  loose(name, "x.npy", npy(`{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`, data));
const npz = (name: string, arrays: Record<string, Uint8Array>): HostileCase =>
  loose(name, "d.npz", rawZip(Object.entries(arrays).map(([key, bytes]) => ({ path: `${key}.npy`, bytes }))));
const x4 = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }", floats(1, 2, 3, 4, 5, 6, 7, 8));
const y = (descr: string, data: Uint8Array, count = 4) =>
  npy(`{'descr': '${descr}', 'fortran_order': False, 'shape': (${count},), }`, data);

/** A PNG's header that promises a picture of this size. */
const png = (width: number, height: number) =>
  joined(
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    big32(13),
    utf8("IHDR"),
    big32(width, height),
    [8, 2, 0, 0, 0],
    big32(0),
    new Uint8Array(24),
  );
const pictures = (name: string, first: Uint8Array): HostileCase =>
  loose(
    name,
    "pictures.zip",
    rawZip([
      { path: "cat/1.png", bytes: first },
      { path: "dog/1.png", bytes: first },
      { path: "dog/2.png", bytes: first },
    ]),
  );

const record = (label: number) => joined([label], new Uint8Array(3072).fill(7));

/** Datasets that lie. */
export const datasetCases: readonly HostileCase[] = [
  loose("IDX images that are cut off", "t10k-images-idx3-ubyte", joined(images(10, 2, 2), [1, 2, 3, 4])),
  loose("IDX images longer than declared", "t10k-images-idx3-ubyte", joined(images(1, 2, 2), new Uint8Array(40))),
  loose("IDX images of no places", "t10k-images-idx3-ubyte", joined(images(3, 0, 2))),
  loose(
    "IDX images of four billion rows",
    "t10k-images-idx3-ubyte",
    joined(images(2 ** 32 - 1, 1, 1), new Uint8Array(64)),
  ),
  {
    name: "IDX images and labels of different counts",
    files: [
      { name: "train-images-idx3-ubyte", bytes: joined(images(2, 2, 2), new Uint8Array(8)) },
      { name: "train-labels-idx1-ubyte", bytes: labels(3, [0, 1, 2]) },
    ],
  },
  loose("IDX labels without images", "train-labels-idx1-ubyte", labels(3, [0, 1, 2])),
  loose("a table with a missing value", "t.csv", "1,2,0\n3,,1\n5,6,0\n"),
  loose("a table with a text among its numbers", "t.csv", "1,2,0\n3,four,1\n5,6,0\n"),
  loose("a table with a short line", "t.csv", "1,2,0\n3,1\n5,6,0\n7,8,1\n"),
  loose("a table of one column", "t.csv", "label\n1\n2\n3\n"),
  loose("a table of a header alone", "t.csv", "a,b,label\n"),
  loose(
    "a table whose labels are all different words",
    "t.csv",
    Array.from({ length: 40 }, (_, i) => `${i},${i + 1},w${i}`).join("\n"),
  ),
  loose("a table with an infinite number", "t.csv", "1,2,0\n3,1e999,1\n5,6,0\n"),
  array("a NumPy array of objects", "'|O'", "(2,)", utf8("whatever")),
  array("a NumPy header that calls a function", "__import__('os').system('x')", "(2,)", floats(1, 2)),
  array("a NumPy array longer than its file", "'<f4'", "(1000000, 1000000)", floats(1, 2)),
  array("a NumPy array of negative length", "'<f4'", "(-2, 3)", floats(1, 2)),
  array("a NumPy array of records", "[('a', '<f4'), ('b', '<i4')]", "(2,)", floats(1, 2, 3, 4)),
  loose(
    "a NumPy file cut off in its header",
    "x.npy",
    npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", floats(1, 2)).subarray(0, 30),
  ),
  npz("NumPy examples and labels of different counts", { x: x4, y: y("<i4", little(4, 0, 1), 2) }),
  npz("NumPy labels below zero", { x: x4, y: y("<i4", little(4, 0, 2 ** 32 - 1, 1, 0)) }),
  npz("NumPy examples with a NaN", {
    x: npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }", floats(1, 2, Number.NaN, 4, 5, 6, 7, 8)),
    y: y("<i4", little(4, 0, 1, 1, 0)),
  }),
  loose(
    "CIFAR records that are cut off",
    "data_batch_1.bin",
    joined(record(3), record(7), record(1).subarray(0, 1000)),
  ),
  loose("CIFAR records with a label of 12", "data_batch_1.bin", joined(record(3), record(12), record(1))),
  pictures("pictures that end after their header", png(8, 8)),
  pictures("pictures of sixty thousand by sixty thousand", png(60_000, 60_000)),
  loose("a Parquet file that is cut off", "d.parquet", joined(utf8("PAR1"), new Uint8Array(60))),
  loose(
    "a Parquet file with a footer longer than itself",
    "d.parquet",
    joined(utf8("PAR1"), new Uint8Array(60), little(4, 2 ** 30), utf8("PAR1")),
  ),
  loose(
    "JSON lines with a broken line",
    "d.jsonl",
    '{"text": "a", "label": 0}\n{"text": "b", \n{"text": "c", "label": 1}\n',
  ),
  loose("JSON lines without a label", "d.jsonl", '{"a": "x y"}\n{"a": "y z"}\n{"a": "z z"}\n'),
  loose(
    "texts without a vocabulary",
    "d.csv",
    'text,label\n"hello, you",ham\n"win a prize now",spam\n"see you soon",ham\n',
  ),
];
