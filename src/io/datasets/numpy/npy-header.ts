import { FailureError } from "../../../core/failure.ts";

/** What the header of an .npy file says. */
export interface NpyHeader {
  /** Kind letter and bytes a value: "u1", "i8", "f4", "b1". */
  readonly type: string;
  readonly littleEndian: boolean;
  /** Columns first, as Fortran and MATLAB store. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly start: number;
}

const longestHeader = 65_536;
const mostAxes = 32;

/** The failure of an .npy file that breaks its format. */
export function damagedNpy(name: string, message: string, where: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `${name} ${message}.`,
    where: `${name}, ${where}`,
    advice: "Save it again with np.save or np.savez.",
  });
}

function refuseType(name: string, type: string): FailureError {
  const object = /O/.test(type);
  return new FailureError({
    kind: "file-unsupported",
    message: object
      ? `${name} holds Python objects, which only Python can read (and which can run code when read).`
      : `${name} holds values of the type "${type.slice(0, 40)}"; Quorum reads whole numbers, floats and booleans.`,
    where: `${name}, header`,
    advice: object
      ? "Turn the array into numbers, such as np.array(list(x), dtype=np.float32), and save it again."
      : "Save it again with a plain type, such as x.astype(np.float32).",
  });
}

const numeric = /^([<>|=])?([biuf])([1248])$/;

/**
 * The header of an .npy file, a Python dictionary of three known keys, read by its grammar and never evaluated
 * (numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 * @throws FailureError file-damaged; file-unsupported for objects, texts, dates and complex numbers
 */
export function readNpyHeader(name: string, bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  if (bytes.length < 10 || magic !== "\x93NUMPY")
    throw damagedNpy(name, "does not begin as a NumPy file does", "byte 0");
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw damagedNpy(name, `is of the unknown NumPy format version ${version}`, "byte 6");
  const wide = version > 1;
  if (wide && bytes.length < 12) throw damagedNpy(name, "ends within its header", `byte ${bytes.length}`);
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (wide ? 12 : 10) + length;
  if (length > longestHeader || start > bytes.length)
    throw damagedNpy(name, `declares a header of ${length} bytes and has ${bytes.length} in all`, "byte 8");
  const text = new TextDecoder("latin1").decode(bytes.subarray(start - length, start));
  const descr = /'descr'\s*:\s*('[^']*'|"[^"]*"|\[)/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || axes === undefined)
    throw damagedNpy(name, "has a header without descr, fortran_order and shape", "header");
  if (descr === "[") throw refuseType(name, "record");
  const type = descr.slice(1, -1);
  const parts = numeric.exec(type);
  const [, endian = "<", letter = "", width = ""] = parts ?? [];
  if (parts === null || (letter === "b" && width !== "1") || (letter === "f" && width === "1"))
    throw refuseType(name, type);
  const shape = axes
    .split(",")
    .map((axis) => axis.replace("L", "").trim())
    .filter((axis) => axis !== "")
    .map(Number);
  if (shape.length > mostAxes || shape.some((axis) => !Number.isSafeInteger(axis)))
    throw damagedNpy(name, "declares an impossible shape", "header");
  return { type: letter + width, littleEndian: endian !== ">", fortran: order === "True", shape, start };
}
