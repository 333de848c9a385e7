import type { DecodedPicture, DecodeImage, PictureKind } from "../src/io/datasets/pictures/decode-image.ts";

const mediaTypes: Readonly<Record<PictureKind, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  bmp: "image/bmp",
};

/** Through WebCodecs, which no browser randomises; null where it is missing or converts to no RGBA. */
async function pixelsOfFrame(bitmap: ImageBitmap): Promise<Uint8Array | null> {
  if (typeof VideoFrame === "undefined") return null;
  const frame = new VideoFrame(bitmap, { timestamp: 0, alpha: "keep" });
  try {
    const options = { format: "RGBA", colorSpace: "srgb" } as const;
    const rgba = new Uint8Array(frame.allocationSize(options));
    const [plane] = await frame.copyTo(rgba, options);
    const tight = plane?.offset === 0 && plane.stride === bitmap.width * 4;
    return tight && rgba.length === bitmap.width * bitmap.height * 4 ? rgba : null;
  } catch {
    return null;
  } finally {
    frame.close();
  }
}

/** Through a 2D canvas, whose pixels some browsers randomise against tracking: only where there is no other way. */
function pixelsOfCanvas(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2D canvas in this browser");
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
}

/** Decodes with the browser's own decoders: pixels as they are stored, without rotation, colour profile or premultiplied alpha. */
export const decodeImage: DecodeImage = async (bytes, kind): Promise<DecodedPicture> => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mediaTypes[kind] }), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
    imageOrientation: "none",
  } as unknown as ImageBitmapOptions);
  try {
    const { width, height } = bitmap;
    return { width, height, rgba: (await pixelsOfFrame(bitmap)) ?? pixelsOfCanvas(bitmap) };
  } finally {
    bitmap.close();
  }
};
