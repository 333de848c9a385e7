import { Slider } from "@mantine/core";
import { setBias } from "../../../state/actions/set-bias.ts";
import { biasOf } from "../../../state/derived-settings.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { useNextFrame } from "../../parts/use-next-frame.ts";
import { rateWords } from "../../quantities.ts";

const marks = [0.1, 0.5, 0.9].map((value) => ({ value, label: String(value) }));

/** d under the hand: the ranking follows from the pool, frame by frame. */
export function BiasSlider() {
  const lab = useLab();
  const bias = useLabState(biasOf);
  const onChange = useNextFrame((value: number) => setBias(lab, value));
  return (
    <div className="q-slide">
      <span aria-hidden="true">d = {rateWords(bias)}</span>
      <Slider
        thumbLabel="Bias d of the ranking"
        value={bias}
        min={0.01}
        max={0.99}
        step={0.005}
        marks={marks}
        label={rateWords}
        thumbProps={{ "aria-valuetext": `d = ${rateWords(bias)}` }}
        onChange={onChange}
      />
    </div>
  );
}
