import { wrap } from "comlink";
import type { Examination, ParityWorker } from "./parity-worker.ts";

/** An examination with its bytes as base64, so that it can leave the page. */
export type PackedExamination = Omit<Examination, "exported" | "asOnnx"> & {
  readonly asOnnx: string | null;
  readonly exported: {
    readonly fileName: string;
    readonly fileBytes: number;
    readonly bytes: string;
    readonly inputs: string;
    readonly outputs: string;
    readonly inputShape: readonly number[];
    readonly examples: number;
  };
};

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}
const floats = (values: Float32Array) => base64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));

/** Examines the files chosen in the page's file input, in a worker of their own. */
async function examine(cut: number, pairing: unknown): Promise<PackedExamination> {
  const input = document.querySelector<HTMLInputElement>("#files");
  const files = Array.from(input?.files ?? [], (file) => ({ name: file.name, blob: file }));
  const worker = new Worker(new URL("./parity-worker.ts", import.meta.url), { type: "module" });
  try {
    const { exported, asOnnx, ...rest } = await wrap<ParityWorker>(worker).examine(files, cut, pairing);
    const { fileName, fileBytes, bytes, probe } = exported;
    return {
      ...rest,
      asOnnx: asOnnx && base64(asOnnx),
      exported: {
        fileName,
        fileBytes,
        bytes: base64(bytes),
        inputs: floats(probe?.inputs ?? new Float32Array()),
        outputs: floats(probe?.outputs ?? new Float32Array()),
        inputShape: probe?.inputShape ?? [],
        examples: probe?.examples ?? 0,
      },
    };
  } finally {
    worker.terminate();
  }
}

Object.assign(window, { examine });
