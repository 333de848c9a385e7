import type { JsonObject } from "../json-fields.ts";
import type { SlotHome } from "./weight-homes.ts";

/**
 * What a tfjs LayersModel file said beyond the model itself, so that a pruned model goes back into the same file with
 * its names, metadata and attributes. Plain JSON; never changed.
 */
export interface TfjsOrigin {
  readonly format: "tfjs-layers";
  /** model.json, parsed. */
  readonly json: JsonObject;
  /** In manifest order, optimizer state left out. */
  readonly tensors: readonly SlotHome[];
  /** False where tfjs itself cannot open this topology (Keras 3 wording): encoding then writes a fresh one, names kept. */
  readonly patchable: boolean;
}
