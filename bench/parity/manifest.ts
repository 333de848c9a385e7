import { readFileSync } from "node:fs";
import path from "node:path";

/** One network of a parity manifest; see manifest.schema.json for the words. */
export interface ParityEntry {
  readonly name: string;
  /** Files dropped together: the network, its weights, an architecture or vocabulary beside it. Relative to the manifest's `root`. */
  readonly model: readonly string[];
  /** Files of the dataset that the accuracy was stated on. */
  readonly data: readonly string[];
  /** The accuracy stated, and how far a figure may be from it. */
  readonly accuracy: number;
  readonly tolerance: number;
  /** How the stated accuracy was measured, in words. */
  readonly preprocessing: string;
  /** Class names in the order of the network's outputs. */
  readonly labels: readonly string[];
  /** What the network is, in words. */
  readonly architecture: string;
  /** How the examples become inputs, as the lab keeps it; left out, the lab has to find it. */
  readonly pairing?: unknown;
  /** Share of each group's units that is cut; a half where it is left out. */
  readonly cut?: number;
}

export interface ParityManifest {
  readonly format: "quorum-parity";
  /** Folder that the files are in, relative to the manifest. */
  readonly root: string;
  readonly networks: readonly ParityEntry[];
}

/** Whether a value is what a manifest's entry must be; the first thing that is wrong, else null. */
function faultOf(entry: Partial<ParityEntry>): string | null {
  const texts = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((x) => typeof x === "string");
  if (typeof entry.name !== "string") return "has no name";
  if (!texts(entry.model)) return "names no model files";
  if (!texts(entry.data)) return "names no data files";
  if (typeof entry.accuracy !== "number" || !(entry.accuracy >= 0 && entry.accuracy <= 1))
    return "states no accuracy from 0 to 1";
  return typeof (entry.tolerance ?? 0.002) === "number" ? null : "has a tolerance that is no number";
}

/** @throws Error naming the entry, where the manifest is not one */
export function readManifest(file: string): { readonly folder: string; readonly networks: readonly ParityEntry[] } {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as ParityManifest;
  if (manifest.format !== "quorum-parity" || !Array.isArray(manifest.networks))
    throw new Error(`${file} is no parity manifest: see bench/parity/manifest.schema.json.`);
  manifest.networks.forEach((entry, place) => {
    const fault = faultOf(entry);
    if (fault) throw new Error(`${file}: network ${place + 1} (${entry.name ?? "nameless"}) ${fault}.`);
  });
  return {
    folder: path.resolve(path.dirname(file), manifest.root ?? "."),
    networks: manifest.networks.map((entry) => ({ ...entry, tolerance: entry.tolerance ?? 0.002 })),
  };
}
