import type { ChannelChange, Pairing, Plane } from "./pairing.ts";
import { bilinearResize } from "./resize-bilinear.ts";
import type { Extent } from "./values.ts";

/** The way of one image from the file's numbers to the network's, around what becomes of its values. */
export interface ImagePath {
  /** Of the image that `read` gives. */
  readonly shape: Extent;
  readonly size: number;
  /** The image as height x width x channels; the array is used again for the next one. */
  read(source: ArrayLike<number>, start: number): Float32Array;
  write(image: Float32Array, target: Float32Array, start: number): void;
}

/** Channels after a change; null where it does not apply to so many. */
export function channelsAfter(change: ChannelChange, channels: number): number | null {
  if (change === "as-is") return channels;
  if (change === "grey-to-colour") return channels === 1 ? 3 : null;
  if (channels !== 3) return null;
  return change === "reversed" ? 3 : 1;
}

/** For each number of a channels-last image of the (transposed) plane, where it stands in the file. */
function placesOf({ image, transposed }: Pick<Pairing, "image" | "transposed">, channels: number): Int32Array {
  const { plane, order } = image!;
  const [height, width] = plane;
  const places = new Int32Array(height * width * channels);
  const [rows, columns] = transposed ? [width, height] : [height, width];
  let i = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let c = 0; c < channels; c++, i++) {
        const place = transposed ? x * width + y : y * width + x;
        places[i] = order === "channels-last" ? place * channels + c : c * height * width + place;
      }
  return places;
}

function recoloured(change: ChannelChange, image: Float32Array, target: Float32Array): void {
  if (change === "colour-to-grey")
    for (let i = 0, k = 0; i < target.length; i++, k += 3)
      target[i] = 0.299 * image[k] + 0.587 * image[k + 1] + 0.114 * image[k + 2];
  else if (change === "grey-to-colour") for (let i = 0; i < target.length; i++) target[i] = image[Math.floor(i / 3)];
  else for (let i = 0; i < target.length; i++) target[i] = image[i - (i % 3) + 2 - (i % 3)];
}

/** @param size numbers of one example; null where the pairing's image cannot be made of so many */
export function imagePath(pairing: Pairing, size: number): ImagePath | null {
  const { image, transposed, resize, channels: change, written } = pairing;
  if (!image) return null;
  const channels = size / (image.plane[0] * image.plane[1]);
  const after = Number.isInteger(channels) && channels > 0 ? channelsAfter(change, channels) : null;
  if (after === null) return null;
  const turned: Plane = transposed ? [image.plane[1], image.plane[0]] : image.plane;
  const plane = resize ?? turned;
  const places = placesOf(pairing, channels);
  const asRead = new Float32Array(size);
  const resized = resize && new Float32Array(resize[0] * resize[1] * channels);
  const toPlane = resize && bilinearResize(turned, resize, channels);
  const count = plane[0] * plane[1];
  const changed = change === "as-is" ? null : new Float32Array(count * after);
  return {
    shape: [plane[0], plane[1], after],
    size: count * after,
    read(source, start) {
      for (let i = 0; i < size; i++) asRead[i] = source[start + places[i]];
      let present: Float32Array = asRead;
      if (toPlane && resized) {
        toPlane(present, 0, resized, 0);
        present = resized;
      }
      if (!changed) return present;
      recoloured(change, present, changed);
      return changed;
    },
    write(numbers, target, start) {
      if (written === "channels-last") target.set(numbers, start);
      else
        for (let place = 0, i = 0; place < count; place++)
          for (let c = 0; c < after; c++, i++) target[start + c * count + place] = numbers[i];
    },
  };
}
