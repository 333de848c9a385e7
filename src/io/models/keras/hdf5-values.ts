import { FailureError } from "../../../core/failure.ts";
import type { Tensor } from "../../../core/model/model.ts";
import { finiteTensor, half } from "../tfjs-layers/stored-tensor.ts";
import type { Hdf5Dataset } from "./hdf5-file.ts";
import type { Hdf5Type } from "./hdf5-types.ts";

const typeWords = (type: Hdf5Type): string =>
  type.kind === "other" ? type.words : type.kind === "integer" ? `whole numbers (int${type.size * 8})` : "text";

/**
 * A dataset as a weight.
 * @param path for sentences
 * @throws FailureError model-unsupported for another type than float16, float32 or float64; model-invalid for NaN
 */
export async function readWeight(path: string, dataset: Hdf5Dataset): Promise<Tensor> {
  const { type, shape } = dataset;
  if (type.kind !== "float")
    throw new FailureError({
      kind: "model-unsupported",
      message: `The weight "${path}" is stored as ${typeWords(type)}; Quorum reads float16, float32 and float64.`,
      where: path,
      advice: "Save the model with float32 weights, before it is quantised.",
    });
  const bytes = await dataset.bytes();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = !type.bigEndian;
  const values = new Float32Array(bytes.length / type.size);
  for (let i = 0; i < values.length; i++)
    values[i] =
      type.size === 4
        ? view.getFloat32(4 * i, little)
        : type.size === 8
          ? view.getFloat64(8 * i, little)
          : half(view.getUint16(2 * i, little));
  return finiteTensor(path, shape, values);
}
