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

let reader: WebGL2RenderingContext | null | undefined;

/**
 * Through a texture: the one way on which colours never are multiplied by alpha, so that transparent places keep theirs;
 * null where there is no WebGL 2.
 */
function pixelsOfTexture(bitmap: ImageBitmap): Uint8Array | null {
  if (reader === undefined || reader?.isContextLost()) reader = new OffscreenCanvas(1, 1).getContext("webgl2");
  const gl = reader;
  if (gl === null || Math.max(bitmap.width, bitmap.height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return null;
  const [texture, frame] = [gl.createTexture(), gl.createFramebuffer()];
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const rgba = new Uint8Array(bitmap.width * bitmap.height * 4);
  gl.readPixels(0, 0, bitmap.width, bitmap.height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  const failed = gl.getError() !== gl.NO_ERROR;
  gl.deleteFramebuffer(frame);
  gl.deleteTexture(texture);
  return failed ? null : rgba;
}

function isOpaque(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
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
    const rgba = (await pixelsOfFrame(bitmap)) ?? pixelsOfCanvas(bitmap);
    return { width, height, rgba: isOpaque(rgba) ? rgba : (pixelsOfTexture(bitmap) ?? rgba) };
  } finally {
    bitmap.close();
  }
};
