import { existsSync } from "node:fs";
import { tf } from "../src/engine/tf.ts";

/** Where Chromium keeps its Vulkan loader and its software adapter, for machines that have no others. */
const chromium = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome"];

/** Loads Chromium's Vulkan loader for good, so that Dawn finds it by its name. */
function lendVulkan(): void {
  const folder = chromium.find((path) => existsSync(`${path}/libvulkan.so.1`));
  if (!folder || process.env.VK_ICD_FILENAMES !== undefined) return;
  process.env.VK_ICD_FILENAMES = `${folder}/vk_swiftshader_icd.json`;
  const [now, everywhere, forGood] = [2, 0x100, 0x1000];
  try {
    // it is no Node module, which is said after it has been loaded
    process.dlopen({ exports: {} }, `${folder}/libvulkan.so.1`, now | everywhere | forGood);
  } catch {
    // Dawn then finds no adapter, and the caller is told
  }
}

async function begun(): Promise<string | null> {
  lendVulkan();
  const { create, globals } = await import("webgpu").catch(() => ({ create: null, globals: {} }));
  if (!create) return "Dawn does not load here";
  const gpu = create([]);
  const adapter = await gpu.requestAdapter();
  if (!adapter) return "there is no WebGPU adapter here";
  const { requestDevice } = adapter;
  // tfjs wraps one name in a list, which browsers turn into a string
  adapter.requestDevice = (descriptor) =>
    requestDevice.call(adapter, {
      ...descriptor,
      requiredFeatures: [...(descriptor?.requiredFeatures ?? [])].flat() as GPUFeatureName[],
    });
  gpu.requestAdapter = async () => adapter;
  const navigator = { ...(globalThis.navigator ?? {}), gpu };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  Object.assign(globalThis, globals, { WorkerGlobalScope: Object });
  await import("@tensorflow/tfjs-backend-webgpu");
  Reflect.deleteProperty(globalThis, "WorkerGlobalScope");
  if (!(await tf.setBackend("webgpu"))) return "tfjs does not start on WebGPU here";
  await tf.ready();
  return null;
}

let reason: Promise<string | null> | null = null;

/**
 * Starts tfjs in Node on WebGPU, on whatever adapter there is, in software as a rule. At the top of a test file, before
 * anything imports tfjs's WebGPU backend.
 * @returns why it cannot be done here, null where it runs
 */
export function startWebgpu(): Promise<string | null> {
  reason ??= begun().catch((error: unknown) => String(error));
  return reason;
}
