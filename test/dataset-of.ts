import { type ByteSource, sourceOfBytes } from "../src/io/bytes/byte-source.ts";
import { unpack } from "../src/io/bytes/unpack.ts";
import { assembleDataset, type DatasetFindings } from "../src/io/datasets/assemble-dataset.ts";
import { decodeImage } from "./decode-image.ts";

type Content = string | Uint8Array;

/** Named contents as they would be dropped, in their order. */
export function dropped(files: Readonly<Record<string, Content>>): readonly ByteSource[] {
  return Object.entries(files).map(([name, content]) =>
    sourceOfBytes(name, new Uint8Array(typeof content === "string" ? new TextEncoder().encode(content) : content)),
  );
}

/** What the lab makes of dropped data: unpacked, assembled, pictures decoded in Node. */
export async function datasetOf(files: Readonly<Record<string, Content>>): Promise<DatasetFindings> {
  const unpacked = await unpack(dropped(files));
  const found = await assembleDataset(unpacked.files, { decodeImage });
  return { ...found, failures: [...unpacked.failures, ...found.failures] };
}
