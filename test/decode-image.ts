import { createRequire } from "node:module";
import { decode } from "jpeg-js";
import type { DecodeImage } from "../src/io/datasets/pictures/decode-image.ts";

interface PngLibrary {
  readonly PNG: { readonly sync: { read(bytes: Uint8Array): { width: number; height: number; data: Uint8Array } } };
}

// it has no types of its own
const { PNG } = createRequire(import.meta.url)("pngjs") as PngLibrary;

/** Decodes PNG and JPEG in Node, as the browser's worker does with its own decoders. */
export const decodeImage: DecodeImage = async (bytes, kind) => {
  if (kind === "png") {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return { width, height, rgba: new Uint8Array(data) };
  }
  if (kind !== "jpeg") throw new Error(`no decoder for ${kind} in Node`);
  const { width, height, data } = decode(bytes, { useTArray: true, formatAsRGBA: true, maxResolutionInMP: 20 });
  return { width, height, rgba: data };
};
