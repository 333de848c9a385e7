import { type Failure, FailureError, failureOf } from "../../../core/failure.ts";
import { formatWords } from "../../../core/model/model-format.ts";
import type { UnpackedFile } from "../../bytes/unpack.ts";
import type { ClaimModels, ModelClaim } from "../model-claim.ts";
import { textList } from "./attribute-texts.ts";
import { type Hdf5Group, openHdf5 } from "./hdf5-file.ts";
import { configBeside, configWithin, decodeKeras3, decodeKerasH5 } from "./keras-decode.ts";
import { told } from "./keras-failure.ts";

function claimArchive(file: UnpackedFile): ModelClaim {
  return {
    format: "keras-v3",
    words: formatWords["keras-v3"],
    order: file.order,
    files: [file],
    missing: [],
    read: async (example) => decodeKeras3(file.name, await file.bytes(), example),
  };
}

/** What an HDF5 file is to us. @throws FailureError */
async function lookInto(file: UnpackedFile): Promise<"whole" | "weights"> {
  const root: Hdf5Group = openHdf5(file.name, await file.bytes());
  if (configWithin(file.name, root) !== null) return "whole";
  const names = new Set(root.children.map(({ name }) => name));
  const weights =
    textList(root, "layer_names") !== null ||
    ["model_weights", "layers", "_layer_checkpoint_dependencies"].some((name) => names.has(name));
  if (weights) return "weights";
  throw new FailureError({
    kind: "file-unsupported",
    message: `${file.name} is an HDF5 file, but holds no Keras model.`,
    where: file.name,
    advice: "Quorum reads models and weights that Keras saved; data come as .npy, .npz, CSV, Parquet or images.",
  });
}

interface Description {
  readonly file: UnpackedFile;
  readonly bytes: Uint8Array;
}

/** The JSON that stands nearest: of the same archive, then the latest. */
function nearest(file: UnpackedFile, descriptions: readonly Description[]): Description | undefined {
  const apart = ({ file: other }: Description): number =>
    (file.archived && other.source === file.source ? 0 : 1e9) + Math.abs(other.order - file.order);
  return descriptions.toSorted((a, b) => apart(a) - apart(b))[0];
}

function claimH5(file: UnpackedFile, beside: Description | null, missing: readonly string[]): ModelClaim {
  const description = beside === null ? null : { name: beside.file.name, path: beside.file.path, bytes: beside.bytes };
  return {
    format: "keras-h5",
    words: formatWords["keras-h5"],
    order: Math.max(file.order, beside?.file.order ?? 0),
    files: beside === null ? [file] : [file, beside.file],
    missing,
    read: async (example) => decodeKerasH5(file.name, await file.bytes(), description, example),
  };
}

/**
 * Keras models among dropped files: .keras archives, full .h5 files, and .h5 files of weights alone with the JSON of
 * their architecture, which wait for each other.
 */
export const claimKeras: ClaimModels = async (files) => {
  const claims: ModelClaim[] = [];
  const taken = new Set<UnpackedFile>();
  const failures: Failure[] = [];
  const weights: UnpackedFile[] = [];
  for (const file of files) {
    const { kind } = file.recognised;
    if (kind !== "keras" && kind !== "hdf5") continue;
    taken.add(file);
    if (kind === "keras") claims.push(claimArchive(file));
    else
      try {
        const found = await told(file.name, "model_config", () => lookInto(file));
        if (found === "whole") claims.push(claimH5(file, null, []));
        else weights.push(file);
      } catch (thrown) {
        failures.push(failureOf(thrown));
      }
  }
  const descriptions: Description[] = [];
  if (weights.length > 0)
    for (const file of files) {
      if (!["keras-config", "tfjs-layers-model", "json"].includes(file.recognised.kind)) continue;
      try {
        const bytes = await file.bytes();
        if (configBeside(file.name, bytes) !== null) descriptions.push({ file, bytes });
      } catch {
        // whoever reads this file as what it is says what is wrong with it
      }
    }
  for (const file of weights) {
    const beside = nearest(file, descriptions) ?? null;
    if (beside?.file.recognised.kind === "keras-config") taken.add(beside.file);
    const missing =
      beside === null
        ? [`the architecture of ${file.name}: the JSON that model.to_json() gives, or a .keras file's config.json`]
        : [];
    claims.push(claimH5(file, beside, missing));
  }
  return { claims, taken, failures };
};
