import { createRequire } from "node:module";

interface PngImage {
  data: Uint8Array;
}
interface PngLibrary {
  readonly PNG: {
    new (size: { width: number; height: number }): PngImage;
    readonly sync: { write(image: PngImage): Uint8Array };
  };
}

const { PNG } = createRequire(import.meta.url)("pngjs") as PngLibrary;

/** A PNG picture; each place, counted row by row, says its red, green, blue and alpha. */
export function pngOf(
  width: number,
  height: number,
  pixel: (place: number) => readonly number[],
): Uint8Array<ArrayBuffer> {
  const image = new PNG({ width, height });
  for (let place = 0; place < width * height; place++) image.data.set(pixel(place), place * 4);
  return new Uint8Array(PNG.sync.write(image));
}
