import { FailureError } from "../../src/core/failure.ts";
import { sourceOfBytes } from "../../src/io/bytes/byte-source.ts";
import { type FileKind, kindWords } from "../../src/io/bytes/file-kind.ts";
import { recognisedAs } from "../../src/io/bytes/recognise.ts";
import type { UnpackedFile } from "../../src/io/bytes/unpack.ts";
import { wrongFile } from "../../src/io/bytes/wrong-file.ts";
import { assembleDataset } from "../../src/io/datasets/assemble-dataset.ts";
import { claimVocabulary } from "../../src/io/datasets/vocabulary/claim-vocabulary.ts";
import { claimModels } from "../../src/io/models/assemble-model.ts";
import { decodeImage } from "../decode-image.ts";

/** What becomes of a file of one kind, whatever its bytes are. */
export interface FileKindSupport {
  readonly words: string;
  /** "network", "data", "vocabulary", "opened" (what is inside counts), "joined" with others, or null where it is refused. */
  readonly use: "network" | "data" | "vocabulary" | "opened" | "joined" | null;
  /** Only out of a zip or tar. */
  readonly archived: boolean;
  /** What the person is told where it is refused or not enough by itself. */
  readonly advice: string | null;
}

/** A file that says it is of this kind; its one byte is nothing that a reader could read. */
function fileOf(kind: FileKind, archived: boolean): UnpackedFile {
  const source = sourceOfBytes("file", new Uint8Array([0]));
  const [name, path] = archived ? ["all.zip: cats/file", "cats/file"] : ["file", "file"];
  return {
    name,
    path,
    source,
    archived,
    order: 0,
    recognised: recognisedAs(kind),
    size: 1,
    bytes: () => source.bytes(),
  };
}

const containers: ReadonlySet<FileKind> = new Set<FileKind>(["gzip", "zip", "tar"]);
/** Used together with others: with weights that a description names, or with the data whose classes they name. */
const joined: ReadonlySet<FileKind> = new Set<FileKind>(["keras-config", "binary", "json", "text"]);

async function placeOf(kind: FileKind): Promise<Pick<FileKindSupport, "use" | "archived">> {
  if (containers.has(kind)) return { use: "opened", archived: false };
  if (joined.has(kind)) return { use: "joined", archived: false };
  for (const archived of [false, true]) {
    const files = [fileOf(kind, archived)];
    if ((await claimModels(files)).taken.size > 0) return { use: "network", archived };
    if ((await claimVocabulary(files)).taken.size > 0) return { use: "vocabulary", archived };
    if ((await assembleDataset(files, { decodeImage })).taken.size > 0) return { use: "data", archived };
  }
  return { use: null, archived: false };
}

function adviceOn(kind: FileKind): string | null {
  const thrown = wrongFile("file", recognisedAs(kind));
  return thrown instanceof FailureError ? (thrown.failure.advice ?? null) : null;
}

/** Every kind of file that Quorum tells apart, with what it does with it. */
export async function fileKindSupport(): Promise<readonly FileKindSupport[]> {
  const rows: FileKindSupport[] = [];
  for (const [kind, words] of Object.entries(kindWords) as [FileKind, string][])
    rows.push({ words, ...(await placeOf(kind)), advice: adviceOn(kind) });
  return rows;
}
