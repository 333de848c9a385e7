import { writeZip } from "../src/io/bytes/zip.ts";
import type { EncodedModel } from "../src/io/models/tfjs-layers/tfjs-layers-encode.ts";

/**
 * An encoded model, and what goes with it, as one zip. The same files give the same bytes.
 * @param companions further files by name, such as run.json
 */
export function zipModel(files: EncodedModel, companions: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const text = new TextEncoder();
  return writeZip([
    { path: "model.json", bytes: text.encode(files["model.json"]) },
    ...files.shards.map(({ name, bytes }) => ({ path: name, bytes })),
    ...Object.entries(companions).map(([path, content]) => ({ path, bytes: text.encode(content) })),
  ]);
}
