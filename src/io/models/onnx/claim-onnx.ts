import { type Failure, failureOf } from "../../../core/failure.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import type { ClaimModels, ModelClaim } from "../model-claim.ts";
import { externalPaths } from "./external-data.ts";
import { openModel } from "./model-proto.ts";
import { decodeOnnx } from "./onnx-decode.ts";

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The dropped file that a path beside the model means: in the same archive and folder, else the latest of that name. */
function fileAt(model: UnpackedFile, path: string, files: readonly UnpackedFile[]): UnpackedFile | undefined {
  const others = files.filter((file) => file !== model);
  const beside = others.filter((file) => file.path === folderOf(model.path) + path);
  const inside = beside.find((file) => model.archived && file.source === model.source);
  return inside ?? beside.at(-1) ?? others.filter((file) => baseOf(file.path) === baseOf(path)).at(-1);
}

async function claimFor(model: UnpackedFile, files: readonly UnpackedFile[]): Promise<ModelClaim> {
  const bytes = await model.bytes();
  const paths = [...externalPaths(openModel(model.name, bytes).graph)];
  const found = new Map(
    paths.flatMap((path) => {
      const file = fileAt(model, path, files);
      return file === undefined ? [] : [[path, file] as const];
    }),
  );
  const own = [model, ...new Set(found.values())];
  return {
    format: "onnx",
    words: "an ONNX model",
    order: Math.max(...own.map(({ order }) => order)) + (own.length > 1 ? 0.5 : 0),
    files: own,
    missing: paths.filter((path) => !found.has(path)).map((path) => `${path}, named by ${model.name}`),
    async read(example) {
      const external = new Map<string, Uint8Array>();
      for (const [path, file] of found) external.set(path, await file.bytes());
      return decodeOnnx(model.path, bytes, external, example);
    },
  };
}

/** ONNX models among the dropped files, with the files of their external data. */
export const claimOnnx: ClaimModels = async (files) => {
  const claims: ModelClaim[] = [];
  const failures: Failure[] = [];
  const taken = new Set<UnpackedFile>();
  for (const file of files) {
    if (file.recognised.kind !== "onnx") continue;
    taken.add(file);
    try {
      const claim = await claimFor(file, files);
      claims.push(claim);
      for (const own of claim.files) taken.add(own);
    } catch (thrown) {
      failures.push(failureOf(thrown));
    }
  }
  return { claims, failures, taken };
};
