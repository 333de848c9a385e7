import { FailureError } from "../../../core/failure.ts";
import type { SavedPicture } from "./svg-text.ts";

/** Pixels a CSS pixel: sharp on paper and on dense screens. */
const density = 2;

/** An SVG as PNG bytes. Errors: `unexpected` where the browser cannot draw it. */
export async function pngPicture({ text, width, height }: SavedPicture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * density);
    canvas.height = Math.ceil(height * density);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const bytes = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (bytes !== null) return bytes;
  } finally {
    URL.revokeObjectURL(address);
  }
  throw new FailureError({
    kind: "unexpected",
    message: "This browser could not turn the figure into a PNG.",
    advice: "Save it as SVG.",
  });
}
