import { bilinearResize } from "../../../core/dataset/resize-bilinear.ts";
import { FailureError } from "../../../core/failure.ts";
import { recognise } from "../../bytes/recognise.ts";
import type { DecodedPicture, DecodeImage, PictureKind } from "./decode-image.ts";
import { type PictureSize, pictureSize } from "./picture-size.ts";

/** A picture that is not read yet. */
export interface PictureFile {
  readonly name: string;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** All pictures at one size. */
export interface Pictures {
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
  /** count x height x width x channels. */
  readonly inputs: Uint8Array;
  readonly notes: readonly string[];
}

const mostSide = 4096;
/** Bytes that all pictures together may take. */
const mostBytes = 512 * 1024 * 1024;
/** Pictures, and pixels, that are decoded at the same time. */
const mostAbreast = 16;
const mostPixelsAbreast = 4 * 1024 * 1024;
const kinds: readonly string[] = ["png", "jpeg", "webp", "gif", "bmp"];

function damaged(name: string, message: string, details?: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message,
    where: name,
    advice: "Replace the picture or leave it out.",
    ...(details === undefined ? {} : { details }),
  });
}

interface Sized {
  readonly file: PictureFile;
  readonly kind: PictureKind;
  readonly size: PictureSize;
}

/** What a picture's first bytes say; the suffix has been believed up to here. */
async function sizeOf(file: PictureFile): Promise<Sized> {
  const bytes = await file.bytes();
  const { kind, words } = recognise(file.name, bytes.subarray(0, 4096), bytes.length);
  if (!kinds.includes(kind)) throw damaged(file.name, `${file.name} is ${words} and no picture.`);
  const size = pictureSize(kind as PictureKind, bytes);
  if (size === null) throw damaged(file.name, `${file.name} has a damaged header: it names no size.`);
  if (size[0] > mostSide || size[1] > mostSide)
    throw new FailureError({
      kind: "file-too-large",
      message: `${file.name} is ${size[0]} × ${size[1]} pixels; Quorum reads pictures of up to ${mostSide} × ${mostSide}.`,
      where: file.name,
      advice: "Resize the pictures to the network's input first.",
    });
  return { file, kind: kind as PictureKind, size };
}

function mostCommon(pictures: readonly Sized[]): PictureSize {
  const counts = new Map<string, number>();
  for (const { size } of pictures) counts.set(size.join(), (counts.get(size.join()) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  const [width = 1, height = 1] = (best?.[0] ?? "").split(",").map(Number);
  return [width, height];
}

async function decoded({ file, kind }: Sized, decode: DecodeImage): Promise<DecodedPicture> {
  let picture: DecodedPicture;
  try {
    picture = await decode(await file.bytes(), kind);
  } catch (thrown) {
    if (thrown instanceof FailureError) throw thrown;
    throw damaged(
      file.name,
      `${file.name} could not be decoded: it is damaged, or of a kind that is not read here.`,
      String(thrown),
    );
  }
  const { width, height, rgba } = picture;
  if (width > mostSide || height > mostSide || rgba.length !== width * height * 4 || rgba.length === 0)
    throw damaged(file.name, `${file.name} decoded to something else than its header says.`);
  return picture;
}

const isGrey = (rgb: Uint8Array): boolean => {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  return true;
};

/** Puts one picture's colours into its row, resized where its size differs. @returns whether it was transparent anywhere */
function place({ width, height, rgba }: DecodedPicture, [toWidth, toHeight]: PictureSize, row: Uint8Array): boolean {
  let opaque = true;
  if (width === toWidth && height === toHeight)
    for (let i = 0, at = 0; at < rgba.length; at += 4) {
      row[i++] = rgba[at] ?? 0;
      row[i++] = rgba[at + 1] ?? 0;
      row[i++] = rgba[at + 2] ?? 0;
      if (rgba[at + 3] !== 255) opaque = false;
    }
  else {
    const resized = new Float32Array(toWidth * toHeight * 4);
    bilinearResize([height, width], [toHeight, toWidth], 4)(rgba, 0, resized, 0);
    for (let i = 0, at = 0; at < resized.length; at += 4) {
      for (let channel = 0; channel < 3; channel++) row[i++] = Math.round(resized[at + channel] ?? 0);
      if (resized[at + 3] !== 255) opaque = false;
    }
  }
  return !opaque;
}

/**
 * Pictures as bytes, all of the size that most of them have; the others are resized to it bilinearly. Where each picture
 * is grey there is one channel, else there are three; transparency is left out. Each picture is unpacked twice, once
 * for its size and once for its pixels, and never are more than a few of them in memory.
 * @throws FailureError file-damaged, file-too-large, with the picture's name
 */
export async function readPictures(
  name: string,
  files: readonly PictureFile[],
  decode: DecodeImage,
): Promise<Pictures> {
  const sized: Sized[] = [];
  for (const file of files) sized.push(await sizeOf(file));
  const size = mostCommon(sized);
  const [width, height] = size;
  const length = width * height * 3;
  if (files.length * length > mostBytes)
    throw new FailureError({
      kind: "file-too-large",
      message: `${name} holds ${files.length} pictures of ${width} × ${height}; together they take more than ${mostBytes / 2 ** 20} MiB.`,
      where: name,
      advice: "Drop fewer or smaller pictures.",
    });
  const colours = new Uint8Array(files.length * length);
  const largest = sized.reduce((most, each) => Math.max(most, each.size[0] * each.size[1]), 1);
  const abreast = Math.max(1, Math.min(mostAbreast, Math.floor(mostPixelsAbreast / largest)));
  let transparent = 0;
  for (let first = 0; first < sized.length; first += abreast)
    await Promise.all(
      sized.slice(first, first + abreast).map(async (each, i) => {
        const start = (first + i) * length;
        if (place(await decoded(each, decode), size, colours.subarray(start, start + length))) transparent++;
      }),
    );
  const odd = sized.filter((each) => each.size[0] !== width || each.size[1] !== height).length;
  const grey = isGrey(colours);
  const notes = [
    ...(odd > 0 ? [`${odd} pictures of other sizes were resized to ${width} × ${height} (bilinear)`] : []),
    ...(grey ? ["all pictures are grey, so they have one channel"] : ["the channels are red, green, blue"]),
    ...(transparent > 0 ? [`the transparency of ${transparent} pictures was left out`] : []),
  ];
  if (!grey) return { shape: [height, width, 3], inputs: colours, notes };
  const inputs = new Uint8Array(colours.length / 3);
  for (let i = 0; i < inputs.length; i++) inputs[i] = colours[i * 3] ?? 0;
  return { shape: [height, width, 1], inputs, notes };
}
