import { statSync } from "node:fs";
import path from "node:path";
import type { BenchResult, Row } from "../bench.ts";
import { actOnPage } from "../browser-page.ts";
import type { PackedExamination } from "../pages/parity.ts";
import { independentRuntimes } from "../parity/independent.ts";
import { type ParityEntry, readManifest } from "../parity/manifest.ts";
import { startBackend } from "../start-backend.ts";

/** Within which an export must agree with the masked network. */
const tolerance = 1e-4;

/** The manifest named on the command line (a file, or a folder with a manifest.json), else that of the shared networks. */
function manifestFile(): string {
  const named = process.argv[3];
  if (!named) return path.resolve(import.meta.dirname, "../parity/shared.json");
  return statSync(named).isDirectory() ? path.join(named, "manifest.json") : path.resolve(named);
}

const unpacked = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const floats = (base64: string) => new Float32Array(unpacked(base64).buffer);

function largestGap(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    most = gap <= most ? most : gap;
  }
  return most;
}

/** The exported file in a runtime that is not Quorum's, against the masked network; NaN where the format has none. */
async function independentGap(found: PackedExamination): Promise<{ readonly name: string; readonly gap: number }> {
  const runtime = independentRuntimes[found.asOnnx ? "onnx" : found.format];
  if (!runtime) return { name: "none", gap: Number.NaN };
  const { bytes, inputs, outputs, inputShape, examples } = found.exported;
  const run = { bytes: unpacked(found.asOnnx ?? bytes), inputs: floats(inputs), inputShape, examples };
  const name = found.asOnnx ? `${runtime.name} (exported as ONNX)` : runtime.name;
  return { name, gap: largestGap(await runtime.run(run), floats(outputs)) };
}

interface Verdict {
  readonly row: Row;
  readonly accuracyGap: number;
  readonly difference: number;
}

async function judge(entry: ParityEntry, found: PackedExamination): Promise<Verdict> {
  const { name, gap } = await independentGap(found);
  const accuracyGap = Math.abs(found.accuracy - entry.accuracy);
  const difference = Math.max(found.verified.difference, Number.isNaN(gap) ? 0 : gap);
  return {
    accuracyGap,
    difference,
    row: {
      network: entry.name,
      format: found.format,
      examples: found.examples,
      stated: entry.accuracy,
      accuracy: Number(found.accuracy.toFixed(4)),
      "within tolerance": accuracyGap <= entry.tolerance + 1e-9 ? "yes" : "NO",
      units: `${found.kept} of ${found.players}`,
      "re-import |d|": found.verified.difference.toExponential(1),
      runtime: name,
      "runtime |d|": Number.isNaN(gap) ? "-" : gap.toExponential(1),
      exported: found.exported.fileName,
      "agrees to 1e-4": difference <= tolerance ? "yes" : "NO",
      seconds: Number(found.seconds.toFixed(0)),
    },
  };
}

/**
 * Every network of a manifest in a real browser: opened, its accuracy held against the one stated, half of its units
 * cut, exported in its own format, opened again by Quorum and by a runtime that is not Quorum's.
 */
export async function bench(): Promise<BenchResult> {
  const { folder, networks } = readManifest(manifestFile());
  await startBackend("wasm");
  const rows: Row[] = [];
  let [accuracyGapMax, exportDifferenceMax, passed] = [0, 0, 0];
  const browser = await actOnPage("parity.html", async (tab) => {
    for (const entry of networks) {
      const files = [...entry.model, ...entry.data].map((file) => path.resolve(folder, file));
      try {
        await tab.locator("#files").setInputFiles(files);
        const found = await tab.evaluate(
          ([cut, pairing]) =>
            (window as unknown as { examine(cut: number, pairing: unknown): Promise<PackedExamination> }).examine(
              cut as number,
              pairing,
            ),
          [entry.cut ?? 0.5, entry.pairing ?? null] as const,
        );
        const verdict = await judge(entry, found);
        rows.push(verdict.row);
        accuracyGapMax = Math.max(accuracyGapMax, verdict.accuracyGap);
        exportDifferenceMax = Math.max(exportDifferenceMax, verdict.difference);
        if (verdict.accuracyGap <= entry.tolerance + 1e-9 && verdict.difference <= tolerance) passed++;
        console.log(JSON.stringify({ ...verdict.row, pairing: found.pairing }));
      } catch (thrown) {
        rows.push({ network: entry.name, failed: String(thrown).slice(0, 300) });
        console.error(`${entry.name}: ${String(thrown).slice(0, 1000)}`);
        accuracyGapMax = Number.NaN;
      }
    }
  });
  return {
    headline: { networks: passed, accuracyGapMax, exportDifferenceMax },
    rows,
    environment: { browser, backend: "wasm", listed: networks.length },
  };
}
