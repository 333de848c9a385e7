import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { selfTest, selfTestTolerance } from "./self-test.ts";
import { tf } from "./tf.ts";

export type BackendName = "webgpu" | "wasm" | "cpu";

/** Which backend runs and why. */
export interface ChosenBackend {
  readonly name: BackendName;
  /** Adapter's or library's own words. */
  readonly adapter: string;
  /** Largest |difference| of the self-test against the reference network. */
  readonly selfTest: number;
  /** One sentence for each backend that was passed over. */
  readonly passedOver: readonly string[];
}

async function adapterOf(name: BackendName): Promise<string> {
  if (name === "cpu") return "plain JavaScript";
  if (name === "wasm") {
    const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
    return simd ? "WebAssembly with SIMD" : "WebAssembly";
  }
  const device = (tf.backend() as unknown as { device: GPUDevice }).device;
  const { vendor, architecture, description } = device.adapterInfo;
  return [vendor, architecture, description].filter(Boolean).join(" ") || "unnamed adapter";
}

async function tryBackend(name: BackendName): Promise<number> {
  if (name === "webgpu" && !("gpu" in navigator)) throw new Error("this browser has no WebGPU");
  const ready = await tf.setBackend(name).catch((error: unknown) => {
    throw error;
  });
  if (!ready) throw new Error("it could not be initialised");
  await tf.ready();
  return selfTest();
}

/**
 * Takes the first backend that starts and computes rightly: the preferred one, then webgpu, wasm, cpu. Each is held
 * to a small numeric self-test against the reference network.
 * @param wasmPaths addresses of tfjs's .wasm files by their names; left out in Node
 */
export async function chooseBackend(
  prefer: BackendName | "auto",
  wasmPaths?: Record<string, string>,
): Promise<ChosenBackend> {
  if (wasmPaths) setWasmPaths(wasmPaths as never);
  const all: BackendName[] = ["webgpu", "wasm", "cpu"];
  const order = prefer === "auto" ? all : [prefer, ...all.filter((name) => name !== prefer)];
  const passedOver: string[] = [];
  for (const name of order) {
    try {
      const difference = await tryBackend(name);
      if (!(difference <= selfTestTolerance)) {
        passedOver.push(`${name} was passed over: its self-test is off by ${difference.toPrecision(2)}.`);
        continue;
      }
      return { name, adapter: await adapterOf(name), selfTest: difference, passedOver };
    } catch (error) {
      passedOver.push(`${name} was passed over: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  throw new Error(passedOver.join(" "));
}
