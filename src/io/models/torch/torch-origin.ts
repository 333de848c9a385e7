import type { LayerId, Shape } from "../../../core/model/model.ts";
import type { WeightLayout, WeightSource } from "./architecture.ts";
import type { Metadata } from "./safetensors-read.ts";
import type { StateDict } from "./state-tensor.ts";
import type { StoredType } from "./stored-type.ts";

/** A weight of the model and the tensors that hold it. */
export interface WeightHome {
  readonly layer: LayerId;
  readonly weight: string;
  readonly source: WeightSource;
}

/** A tensor of the file; its bytes where the model does not speak for all of it. */
export interface OriginTensor {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: Shape;
  readonly bytes: Uint8Array | null;
}

/** What a file of weights said beyond the model itself, so that a pruned model goes back under the same keys. */
export interface TorchOrigin {
  readonly format: "safetensors" | "pytorch";
  /** Of the file that came in. */
  readonly name: string;
  readonly metadata: Metadata;
  /** Keys of the checkpoint that led to the state_dict, joined by dots; null where the file was one. */
  readonly wrapper: string | null;
  readonly layout: WeightLayout;
  readonly homes: readonly WeightHome[];
  /** All of them, in the order of the file. */
  readonly tensors: readonly OriginTensor[];
}

/** The tensors of a file as an origin keeps them: those that no weight is made of, with bytes of their own. */
export function originTensors(tensors: StateDict, homes: readonly WeightHome[]): readonly OriginTensor[] {
  // two biases that make one cannot be told apart again without their bytes
  const whole = new Set(homes.flatMap(({ source }) => (source.length === 1 ? source.map(({ key }) => key) : [])));
  return [...tensors.values()].map(({ name, type, shape, bytes }) => ({
    name,
    type,
    shape,
    bytes: whole.has(name) ? null : bytes.slice(),
  }));
}
