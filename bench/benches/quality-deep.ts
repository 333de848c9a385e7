import type { BenchResult } from "../bench.ts";
import { deepQuality } from "../quality/deep.ts";
import { deepFilesAreHere, openDeepNetwork } from "../quality/deep-network.ts";
import { startBackend } from "../start-backend.ts";

/** The deeper network alone: ResNet-20 with its multiply-accumulates halved. `quality-deep N` stops after N networks. */
export async function bench(): Promise<BenchResult> {
  if (!deepFilesAreHere()) {
    console.error("This bench needs ResNet-20 and CIFAR-10 in ../shared, which are not here.");
    process.exit(2);
  }
  await startBackend("wasm");
  const until = Number(process.argv[3] ?? Number.POSITIVE_INFINITY);
  return deepQuality(await openDeepNetwork(), until);
}
