import path from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { tf } from "../src/engine/tf.ts";

/** Starts tfjs in Node on a backend that runs there. */
export async function startBackend(name: "wasm" | "cpu"): Promise<void> {
  if (name === "wasm") setWasmPaths(`${path.resolve("node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`);
  await tf.setBackend(name);
  await tf.ready();
}

/** Tensors alive now, for leak tests. */
export const liveTensors = () => tf.memory().numTensors;
