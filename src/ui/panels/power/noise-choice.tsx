import { SegmentedControl } from "@mantine/core";
import type { Noise } from "../../charts/scales/noisy-estimate.ts";

interface NoiseChoiceProps {
  /** Whether the noise of the examples is known. */
  readonly known: boolean;
  readonly noise: Noise;
  readonly onNoise: (noise: Noise) => void;
}

/** Which noise the bars show; no choice while only one is known. */
export function NoiseChoice({ known, noise, onNoise }: NoiseChoiceProps) {
  if (!known) return null;
  return (
    <SegmentedControl
      aria-label="Noise that the bars show"
      size="xs"
      value={noise}
      onChange={(value) => onNoise(value as Noise)}
      data={[
        { value: "sampling", label: "Coalitions" },
        { value: "examples", label: "Examples" },
        { value: "both", label: "Both noises" },
      ]}
    />
  );
}
