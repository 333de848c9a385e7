/** The picture formats that Quorum hands to a decoder. */
export type PictureKind = "png" | "jpeg" | "webp" | "gif" | "bmp";

export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** width x height x 4, row-major: red, green, blue, alpha; colours not multiplied by alpha. */
  readonly rgba: Uint8ClampedArray | Uint8Array;
}

/** Turns a picture's bytes into pixels; handed in, since browser and Node decode differently. May throw anything. */
export type DecodeImage = (bytes: Uint8Array<ArrayBuffer>, kind: PictureKind) => Promise<DecodedPicture>;
