import type { Layer } from "../model/model.ts";

/** Whether the output channels of a layer are new units that its own weights make. */
export function makesUnits(layer: Layer): boolean {
  switch (layer.kind) {
    case "dense":
    case "conv":
    case "embedding":
    case "recurrent":
    case "attention":
      return true;
    default:
      return false;
  }
}

/** Whether a layer reads every channel by weights of its own, so that a masked channel is one it does not hear. */
export function readsUnits(layer: Layer): boolean {
  return layer.kind === "dense" || (layer.kind === "conv" && (layer.groups ?? 1) === 1);
}
