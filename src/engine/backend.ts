import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { FailureError } from "../core/failure.ts";
import { guardWasmHeap } from "./guarded-heap.ts";
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

/** Why WebGPU is not worth starting here; null where it is. A software adapter is 70 to 650 times slower than wasm. */
async function gpuObstacle(wanted: boolean): Promise<string | null> {
  if (!("gpu" in navigator)) return "this browser has no WebGPU";
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) return "this browser has WebGPU but no adapter for it";
  const { vendor, architecture } = adapter.info;
  const software = adapter.info.isFallbackAdapter || architecture === "swiftshader" || architecture === "llvmpipe";
  return software && !wanted ? `its adapter (${vendor} ${architecture}) runs in software, slower than wasm` : null;
}

/** tfjs does not handle a lost device: the error reaches the worker's `error` event, and the page starts a new one. */
function watchDevice(): void {
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  void device.lost.then(({ reason, message }) => {
    // one that was passed over is let go
    if (tf.getBackend() !== "webgpu") return;
    setTimeout(() => {
      throw new Error(`The GPU device was lost: ${message || reason}`);
    });
  });
}

/** Milliseconds within which a device that is gone says so. */
const lastWords = 200;

/** Whether the graphics device is gone: what was under way on it fails in ways of its own, often before that is told. */
export async function deviceIsLost(): Promise<boolean> {
  if (tf.getBackend() !== "webgpu") return false;
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), lastWords);
  });
  return Promise.race([device.lost.then(() => true), late]);
}

async function tryBackend(name: BackendName, wanted: boolean): Promise<number> {
  const obstacle = name === "webgpu" ? await gpuObstacle(wanted) : null;
  if (obstacle) throw new Error(obstacle);
  if (!(await tf.setBackend(name))) throw new Error("it could not be initialised");
  if (name === "webgpu") watchDevice();
  await tf.ready();
  guardWasmHeap();
  return selfTest();
}

/**
 * Takes the first backend that starts and computes rightly: the preferred one, then webgpu, wasm, cpu. Each is held
 * to a small numeric self-test against the reference network; WebGPU on a software adapter only runs where preferred.
 * @throws FailureError backend-unavailable where none does
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
      const difference = await tryBackend(name, name === prefer);
      if (!(difference <= selfTestTolerance)) {
        passedOver.push(`${name} was passed over: its self-test is off by ${difference.toPrecision(2)}.`);
        continue;
      }
      return { name, adapter: await adapterOf(name), selfTest: difference, passedOver };
    } catch (error) {
      passedOver.push(`${name} was passed over: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  throw new FailureError({
    kind: "backend-unavailable",
    message: "No backend computes rightly in this browser.",
    advice: "Try a current version of Chrome, Edge, Firefox or Safari.",
    details: passedOver.join("\n"),
  });
}
