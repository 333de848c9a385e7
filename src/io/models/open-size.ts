import { FailureError } from "../../core/failure.ts";

/**
 * The failure of a network whose file leaves the size of its input open while there are no data to settle it: the file
 * is sound and waits (see `readModel`).
 * @param what the input in words, such as "x in net.onnx ([?, 3])"
 */
export function openSize(what: string, where: string): FailureError {
  return new FailureError({
    kind: "file-incomplete",
    message: `data for the network, whose input ${what} has no size of its own: the examples settle it`,
    where,
    advice: "Drop the data too, or export the model with a fixed input shape.",
  });
}
