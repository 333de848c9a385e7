import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Model } from "../../src/core/model/model.ts";
import { encodeLayersModel } from "../../src/io/models/tfjs-layers/tfjs-layers-encode.ts";

/** Writes a network as a tfjs LayersModel into a folder of its own in the temporary one; the files to open. */
export function networkFiles(model: Model): string[] {
  const folder = path.join(os.tmpdir(), `quorum-bench-${model.name}`);
  mkdirSync(folder, { recursive: true });
  const encoded = encodeLayersModel(model, null);
  const files = [{ name: "model.json", bytes: encoded["model.json"] }, ...encoded.shards];
  return files.map(({ name, bytes }) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  });
}

/** What stands before the values of a NumPy .npy file (format 1.0). */
export function npyHead(shape: readonly number[], type: "<f4" | "<i4"): Buffer {
  const words = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 0, 0]);
  const header = Buffer.from(
    `${words.padEnd(64 * Math.ceil((words.length + start.length + 1) / 64) - start.length - 1)}\n`,
  );
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, header]);
}

/** A NumPy .npy file. */
export function npyFile(file: string, shape: readonly number[], values: Float32Array | Int32Array): string {
  const head = npyHead(shape, values instanceof Float32Array ? "<f4" : "<i4");
  writeFileSync(file, Buffer.concat([head, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]));
  return file;
}
