import { useEffect, useMemo, useRef } from "react";
import { useLabState } from "../../lab-context.ts";
import { shapeWords, valueWords } from "../../quantities.ts";
import { picturePixels } from "./picture-pixels.ts";

interface ExamplePictureProps {
  readonly input: Float32Array;
  readonly shape: readonly number[];
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** Values of an input that is no picture that are written out. */
const written = 12;

/** An input as the network reads it: a picture where it is one, else its values. */
export function ExamplePicture({ input, shape, label }: ExamplePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pairing = useLabState((state) => state.session.prepared?.pairing ?? null);
  const picture = useMemo(() => picturePixels(input, shape, pairing), [input, shape, pairing]);
  useEffect(() => {
    const context = picture && canvas.current?.getContext("2d");
    if (picture && context) context.putImageData(new ImageData(picture.pixels, picture.width, picture.height), 0, 0);
  }, [picture]);
  if (picture === null)
    return (
      <p className="q-example-values">
        {Array.from(input.subarray(0, written), valueWords).join(", ")}
        {input.length > written && `, … (${shapeWords(shape)})`}
      </p>
    );
  return (
    <canvas
      ref={canvas}
      className="q-example"
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={label}
    />
  );
}
