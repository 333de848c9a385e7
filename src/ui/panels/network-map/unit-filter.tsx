import { useEffect, useMemo, useRef } from "react";
import type { UnitLook } from "../../../state/answers.ts";
import { useLabState } from "../../lab-context.ts";
import { countOf, shapeWords, valueWords } from "../../quantities.ts";
import { type KernelPicture, kernelPictures, weightBins } from "./kernel-pixels.ts";

/** Channels of a filter, and layers of a coupled unit, that are drawn. */
const mostChannels = { alone: 24, coupled: 7 };
const mostLayers = 2;
const bins = 25;

/** The weights that make a unit: a filter's as pictures, others as a histogram. */
export function UnitFilter({ look }: { readonly look: UnitLook }) {
  const { kernels, inputShape } = look;
  return (
    <>
      {kernels.slice(0, mostLayers).map((kernel, place) => (
        <Kernel
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer may make several channels of a unit
          key={place}
          kernel={kernel}
          inputShape={inputShape}
          named={kernels.length > 1}
        />
      ))}
      {kernels.length > mostLayers && (
        <p className="q-note">and weights of {countOf(kernels.length - mostLayers, "more layer")}</p>
      )}
    </>
  );
}

interface KernelProps {
  readonly kernel: UnitLook["kernels"][number];
  readonly inputShape: readonly number[];
  readonly named: boolean;
}

function Kernel({ kernel, inputShape, named }: KernelProps) {
  const pairing = useLabState((state) => state.session.prepared?.pairing ?? null);
  const pictures = useMemo(
    () => kernelPictures(kernel, inputShape, pairing, mostChannels[named ? "coupled" : "alone"]),
    [kernel, inputShape, pairing, named],
  );
  const { layer, window, inputs, values, bias } = kernel;
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const shape =
    window.length > 0 ? `${shapeWords(window)} over ${countOf(inputs, "channel")}` : countOf(inputs, "input");
  const about = `${shape}, norm ${valueWords(norm)}${bias === null ? "" : `, bias ${valueWords(bias)}`}`;
  return (
    <div className="q-block" style={{ gap: 4 }}>
      {pictures.length > 0 ? (
        <div className="q-kernels" role="img" aria-label={`Weights of ${layer}: ${about}`}>
          {pictures.map((picture, channel) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the channel's own number
            <Picture key={channel} picture={picture} alone={pictures.length === 1} />
          ))}
        </div>
      ) : (
        <Histogram values={values} />
      )}
      <p className="q-note">
        {named && `${layer}: `}
        {about}
        {pictures.length > 0 &&
          window.length > 0 &&
          pictures.length < inputs &&
          `; the first ${pictures.length} are drawn`}
      </p>
    </div>
  );
}

function Picture({ picture, alone }: { readonly picture: KernelPicture; readonly alone: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, pixels } = picture;
    canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      width={picture.width}
      height={picture.height}
      className={alone ? "q-kernel-alone" : "q-kernel"}
    />
  );
}

function Histogram({ values }: { readonly values: Float32Array }) {
  const counts = useMemo(() => weightBins(values, bins), [values]);
  const most = Math.max(1, ...counts);
  const range = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return (
    <svg
      className="q-weights"
      viewBox={`0 0 ${bins * 8} 46`}
      role="img"
      aria-label={`Histogram of ${countOf(values.length, "weight")} from ${valueWords(-range)} to ${valueWords(range)}`}
    >
      {counts.map((count, bin) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the bin's own place
          key={bin}
          x={bin * 8}
          y={44 - (40 * count) / most}
          width={7}
          height={(40 * count) / most + 2}
          fill={bin === (bins - 1) / 2 ? "var(--q-ink-3)" : bin < bins / 2 ? "var(--q-series-8)" : "var(--q-series-2)"}
        />
      ))}
    </svg>
  );
}
