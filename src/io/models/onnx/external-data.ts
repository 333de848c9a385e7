import { FailureError } from "../../../core/failure.ts";
import type { GraphProto, TensorProto } from "./proto/onnx-messages.js";

/** Where a tensor's numbers lie outside of the ONNX file. */
export interface ExternalPlace {
  /** Relative to the folder of the ONNX file. */
  readonly path: string;
  readonly offset: number;
  /** Undefined: to the end of the file. */
  readonly length: number | undefined;
}

const external = 1;

function refusedPath(tensor: string, path: string): FailureError {
  return new FailureError({
    kind: "file-unsupported",
    message: `The tensor "${tensor}" wants its numbers from "${path.slice(0, 200)}", which is not a file beside the model; Quorum reads only what was dropped.`,
    where: tensor,
    advice: "Export the model with all of its weights inside, or with weight files in the same folder.",
  });
}

/** @throws FailureError file-unsupported for a path that leaves the folder of the model */
function checkedPath(tensor: string, path: string): string {
  const clean = path.replace(/^(\.\/)+/, "");
  const parts = clean.split("/");
  if (
    clean === "" ||
    clean.length > 1000 ||
    /[\\:\0]/.test(clean) ||
    parts.some((part) => part === "" || part === "..")
  )
    throw refusedPath(tensor, path);
  return clean;
}

/** @throws FailureError file-damaged for a number that is none */
function wholeNumber(tensor: string, text: string): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new FailureError({
    kind: "file-damaged",
    message: `The tensor "${tensor}" names "${text.slice(0, 40)}" as a place in its file; a whole number was expected.`,
    where: tensor,
  });
}

/**
 * The place of a tensor's numbers outside of the file; null where they are inside.
 * @throws FailureError file-unsupported, file-damaged
 */
export function externalPlace(tensor: TensorProto): ExternalPlace | null {
  if (tensor.data_location !== external) return null;
  const name = tensor.name ?? "";
  const entries = new Map(tensor.external_data.map(({ key, value }) => [key ?? "", value ?? ""]));
  const length = entries.get("length");
  return {
    path: checkedPath(name, entries.get("location") ?? ""),
    offset: wholeNumber(name, entries.get("offset") ?? "0"),
    length: length === undefined ? undefined : wholeNumber(name, length),
  };
}

/** Every tensor that the graph stores: initializers, and those in the nodes' attributes. */
export function storedTensors(graph: GraphProto): readonly TensorProto[] {
  return [
    ...graph.initializer,
    ...graph.node.flatMap((node) => node.attribute.flatMap((attribute) => (attribute.t === null ? [] : [attribute.t]))),
  ];
}

/** Paths of all the files that the graph's tensors lie in. @throws FailureError */
export function externalPaths(graph: GraphProto): ReadonlySet<string> {
  return new Set(storedTensors(graph).flatMap((tensor) => externalPlace(tensor)?.path ?? []));
}

/**
 * Moves every tensor's numbers into the file.
 * @param files by path beside the model
 * @throws FailureError file-incomplete for a file that is not there, file-damaged for one that is too short
 */
export function inlineExternal(graph: GraphProto, files: ReadonlyMap<string, Uint8Array>): void {
  for (const tensor of storedTensors(graph)) {
    const place = externalPlace(tensor);
    if (place === null) continue;
    const bytes = files.get(place.path);
    if (bytes === undefined)
      throw new FailureError({
        kind: "file-incomplete",
        message: `The weights file ${place.path} is missing; the tensor "${tensor.name ?? ""}" lies in it.`,
        where: place.path,
        advice: "Drop it together with the model.",
      });
    const end = place.offset + (place.length ?? bytes.length - place.offset);
    if (place.offset > bytes.length || end > bytes.length)
      throw new FailureError({
        kind: "file-damaged",
        message: `${place.path} has ${bytes.length} bytes, but the tensor "${tensor.name ?? ""}" lies at bytes ${place.offset} to ${Math.max(place.offset, end)}.`,
        where: place.path,
        advice: "Drop the whole weights file that was exported together with this model.",
      });
    tensor.raw_data = bytes.subarray(place.offset, end);
    tensor.external_data = [];
    tensor.data_location = null;
  }
}
