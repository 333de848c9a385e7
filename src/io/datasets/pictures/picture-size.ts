import type { PictureKind } from "./decode-image.ts";

/** Width and height. */
export type PictureSize = readonly [width: number, height: number];

type Read = (bytes: Uint8Array, view: DataView) => PictureSize | null;

/** Walks JPEG's segments to the frame header (SOF0..SOF15 but for DHT, JPG and DAC), which holds the size. */
const jpeg: Read = (bytes, view) => {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
};

/** The three ways in which WebP says its size: lossy, lossless, extended (developers.google.com/speed/webp/docs/riff_container). */
const webp: Read = (bytes, view) => {
  if (bytes.length < 30) return null;
  const chunk = String.fromCharCode(...bytes.subarray(12, 16));
  if (chunk === "VP8 ") return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (chunk === "VP8L") {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  const three = (at: number) => view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16) + 1;
  return chunk === "VP8X" ? [three(24), three(27)] : null;
};

const readers: Readonly<Record<PictureKind, Read>> = {
  png: (bytes, view) => (bytes.length < 24 ? null : [view.getUint32(16), view.getUint32(20)]),
  jpeg,
  webp,
  gif: (bytes, view) => (bytes.length < 10 ? null : [view.getUint16(6, true), view.getUint16(8, true)]),
  bmp: (bytes, view) => {
    if (bytes.length < 26) return null;
    if (view.getUint32(14, true) === 12) return [view.getUint16(18, true), view.getUint16(20, true)];
    return [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
  },
};

/** The size that a picture's header declares, before anything is decoded; null where the header holds none. */
export function pictureSize(kind: PictureKind, bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = readers[kind](bytes, view);
  return size !== null && size[0] > 0 && size[1] > 0 ? size : null;
}
