import type { Shape } from "../model/model.ts";
import { sizeOf } from "../model/weight-shapes.ts";
import {
  type CommonValues,
  caffeMeans,
  imageByImage,
  ownChannels,
  pixelConstants,
  pixelMost,
  pixelScales,
  tableValues,
} from "./common-values.ts";
import type { Dataset } from "./dataset.ts";
import { channelsOf, momentsOf } from "./measure-values.ts";
import type { Pairing } from "./pairing.ts";

/** What the network's own file says of the values that it expects. */
export interface Habits {
  /** It reads token numbers, which are to stay as they are. */
  readonly tokens: boolean;
  /** It scales its inputs itself, in its first layer. */
  readonly rescales: boolean;
  /** Its format comes from programs that usually subtract a mean and divide by a deviation (PyTorch), not by 255 alone. */
  readonly standardises: boolean;
}

/** Published constants this close to what the examples themselves have, on the scale 0 to 1, are worth a trial. */
const near = 0.04;
/** Caffe's means belong to networks for photographs. */
const photographSide = 96;

/**
 * Plausible treatments of the values, the commoner ones first: scales, published constants that are near the examples'
 * own (ImageNet's for any colour image), the examples' own where none is near, and what is done image by image; for
 * tables what is done column by column.
 */
export function valuesFor(
  dataset: Pick<Dataset, "name" | "shape" | "inputs" | "range">,
  pairing: Pairing,
  inputShape: Shape,
  rows: Int32Array,
  habits: Habits,
): readonly CommonValues[] {
  const most = pixelMost(dataset.range);
  if (habits.tokens) return tableValues.slice(0, 1);
  if (!pairing.image) return tableValues;
  if (most === null) return [...tableValues.slice(0, 1), ownChannels, ...imageByImage];
  const channels = channelsOf(dataset, pairing, sizeOf(inputShape));
  const moments = momentsOf(dataset, pairing, inputShape, rows, "channel");
  const isNear = (numbers: readonly number[], published: readonly number[]) =>
    published.every((each, channel) => Math.abs(numbers[channel] / most - each) <= near);
  const constants = pixelConstants(most, channels);
  const nearBy = constants.filter(
    ({ constants: known }) => isNear(moments.mean, known.mean) && isNear(moments.deviation, known.deviation),
  );
  const published = constants.filter((each) => nearBy.includes(each) || each.id === "imagenet");
  const [unit, ...scales] = pixelScales(most);
  const own = nearBy.length > 0 ? [] : [ownChannels];
  const first = habits.standardises ? [...published, unit, ...own] : [unit, ...published, ...own];
  const photograph = pairing.channels === "reversed" && inputShape[0] >= photographSide ? [caffeMeans(most)] : [];
  const all = [...first, ...scales, ...photograph, ...imageByImage];
  if (!habits.rescales) return all;
  const raw = all.filter(({ id }) => id === "as-is" || id === "to-255");
  return [...raw, ...all.filter((each) => !raw.includes(each))];
}
