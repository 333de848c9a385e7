import { NativeSelect } from "@mantine/core";
import { pixelMost } from "../../../core/dataset/common-values.ts";
import { channelsAfter } from "../../../core/dataset/image-path.ts";
import { channelChanges, type Pairing, type PairingChoice, plainPairing } from "../../../core/dataset/pairing.ts";
import { type Way, waysBetween } from "../../../core/dataset/pairing-ways.ts";
import type { LoadedDataset, LoadedModel } from "../../../state/answers.ts";
import { ClassOrder } from "./class-order.tsx";
import { OtherScale } from "./other-scale.tsx";
import { wayWords } from "./pairing-words.ts";
import { commonValuesFor, commonValuesOf, valuesWords } from "./scales.ts";

interface PairingFormProps {
  readonly model: LoadedModel;
  readonly dataset: LoadedDataset;
  /** What is in force with what the person said since; null until it is known. */
  readonly shown: (Omit<Pairing, "values"> & Pick<Required<PairingChoice>, "values">) | null;
  /** Whether the person left the values to the lab. */
  readonly valuesProposed: boolean;
  /** Whether what is shown is what the lab proposed, rather than what it is about to propose. */
  readonly settled: boolean;
  /** Parts that are to change; the others stay as they are shown. */
  readonly onChange: (parts: PairingChoice) => void;
  readonly onPropose: () => void;
}

const sides = [
  { value: "before", label: "at the start" },
  { value: "after", label: "at the end" },
];
const colourWords = {
  "as-is": "as they are",
  reversed: "as blue, green, red",
  "grey-to-colour": "grey to three equal colours",
  "colour-to-grey": "colours to grey",
} as const;

const wayKey = ({ image, resize, channels, written, text }: Way) =>
  JSON.stringify([image, resize, channels === "reversed" ? "as-is" : channels, written, text !== null]);

/** The ways to the input's shape, one of each kind, and the present one among them. */
function waysOf(model: LoadedModel, dataset: LoadedDataset, present: Way): readonly Way[] {
  const tokens = model.layers.some(({ kind }) => kind === "embedding");
  const ways = waysBetween(dataset.shape, model.inputShape, { pixels: pixelMost(dataset.range) !== null, tokens });
  const all = [present, ...ways];
  return all.filter((way, place) => all.findIndex((other) => wayKey(other) === wayKey(way)) === place);
}

/** Changes of the colours that lead to as many channels as the present one. */
function colourChanges({ image, channels }: Pairing | Way, shape: readonly number[]): readonly Pairing["channels"][] {
  if (!image) return [];
  const size = shape.reduce((product, length) => product * length, 1);
  const stored = size / (image.plane[0] * image.plane[1]);
  const wanted = channelsAfter(channels, stored);
  return channelChanges.filter((change) => channelsAfter(change, stored) === wanted);
}

/** Each part of the pairing, to be changed. */
export function PairingForm(props: PairingFormProps) {
  const { model, dataset, valuesProposed, settled, onChange, onPropose } = props;
  const shown = props.shown ?? plainPairing;
  const { range, classNames } = dataset;
  const common = commonValuesOf(shown.values, range);
  const most = pixelMost(range);
  const ways = waysOf(model, dataset, shown);
  const proposed = settled
    ? `proposed: ${valuesWords(shown.values, range).replace(/^values /, "")}`
    : "as the lab proposes";
  const outputs = Math.max(2, model.outputWidth);
  const colours = colourChanges(shown, dataset.shape);
  return (
    <div className="q-settings">
      <NativeSelect
        label="Input scale"
        value={valuesProposed ? "proposed" : (common?.id ?? "other")}
        data={[
          { value: "proposed", label: proposed },
          ...commonValuesFor(range).map(({ id, words }) => ({ value: id, label: words })),
          { value: "other", label: "another…" },
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen = commonValuesFor(range).find(({ id }) => id === value);
          if (value === "proposed") onPropose();
          else onChange({ values: chosen?.values ?? { kind: "affine", scale: [2], offset: [0] } });
        }}
      />
      {!valuesProposed && common === undefined && shown.values.kind === "affine" && (
        <OtherScale key={JSON.stringify(shown.values)} own={shown.values} onUse={(values) => onChange({ values })} />
      )}
      {ways.length > 1 && (
        <NativeSelect
          label="Shape"
          value={wayKey(shown)}
          data={ways.map((way) => ({ value: wayKey(way), label: wayWords(way) || "as it is" }))}
          onChange={(event) => {
            const way = ways.find((each) => wayKey(each) === event.currentTarget.value);
            if (way) onChange({ ...way });
          }}
        />
      )}
      {shown.image && (
        <NativeSelect
          label="Rows and columns"
          value={String(shown.transposed)}
          data={[
            { value: "false", label: "as they are" },
            { value: "true", label: "exchanged" },
          ]}
          onChange={(event) => onChange({ transposed: event.currentTarget.value === "true" })}
        />
      )}
      {colours.length > 1 && (
        <NativeSelect
          label="Colours"
          value={shown.channels}
          data={colours.map((value) => ({ value, label: colourWords[value] }))}
          onChange={(event) => onChange({ channels: event.currentTarget.value as Pairing["channels"] })}
        />
      )}
      {most !== null && (
        <NativeSelect
          label="Light and dark"
          value={shown.invertedFrom === null ? "kept" : "inverted"}
          data={[
            { value: "kept", label: "as they are" },
            { value: "inverted", label: "exchanged" },
          ]}
          onChange={(event) => onChange({ invertedFrom: event.currentTarget.value === "inverted" ? most : null })}
        />
      )}
      {shown.text && (
        <>
          <NativeSelect
            label="Pad short texts"
            value={shown.text.pad}
            data={sides}
            onChange={(event) =>
              onChange({ text: { cut: "after", ...shown.text, pad: event.currentTarget.value as "before" | "after" } })
            }
          />
          <NativeSelect
            label="Cut long texts"
            value={shown.text.cut}
            data={sides}
            onChange={(event) =>
              onChange({ text: { pad: "after", ...shown.text, cut: event.currentTarget.value as "before" | "after" } })
            }
          />
        </>
      )}
      {classNames.length > 1 && (
        <ClassOrder
          key={JSON.stringify(shown.classes)}
          classNames={classNames}
          outputs={outputs}
          classes={shown.classes}
          onUse={(classes) => onChange({ classes })}
        />
      )}
    </div>
  );
}
