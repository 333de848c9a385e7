/** Where the colours of an image stand: after the places (NHWC, "channels-last") or plane by plane before them. */
export type ChannelOrder = "channels-last" | "channels-first";

/** Height and width, in that order. */
export type Plane = readonly [number, number];

/** An example read as an image; its channels are what its size leaves besides the plane. */
export interface ImageView {
  readonly plane: Plane;
  readonly order: ChannelOrder;
}

/** "reversed" turns RGB into BGR; grey is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), colour is grey three times. */
export const channelChanges = ["as-is", "reversed", "grey-to-colour", "colour-to-grey"] as const;
export type ChannelChange = (typeof channelChanges)[number];

/** What numbers out of the calibration rows scale the values: deviation around the mean, or least to most as 0 to 1. */
export const measurements = ["mean-and-deviation", "least-and-most"] as const;
export type Measurement = (typeof measurements)[number];
/** Whether there is one number for all values, one a colour, or one for each place of the example. */
export const spans = ["everything", "channel", "feature"] as const;
export type Span = (typeof spans)[number];

export interface MeasuredBy {
  readonly what: Measurement;
  readonly per: Span;
}

/** x * scale + offset; lists of one number, one a channel, or one a feature. `measured` says where the numbers came from. */
export interface AffineValues {
  readonly kind: "affine";
  readonly scale: readonly number[];
  readonly offset: readonly number[];
  readonly measured?: MeasuredBy;
}

/**
 * What becomes of the values: x * scale + offset; less each image's own mean, divided by its own deviation or
 * 1 / sqrt(values) if that is larger (tf.image.per_image_standardization); or divided by the Euclidean length of the
 * column, row or example that they stand in (keras.utils.normalize with axis 1, axis 2, or of flat examples; lengths of
 * 0 count as 1).
 */
export type Values =
  | AffineValues
  | { readonly kind: "per-image" }
  | { readonly kind: "unit-length"; readonly along: "columns" | "rows" | "everything" };

/** Numbers that are still to be measured on the calibration rows. */
export interface MeasuredValues extends MeasuredBy {
  readonly kind: "measured";
}

/** Token sequences of any length at the network's length: where zeros are added, and where tokens are cut. */
export interface TextFit {
  readonly pad: "before" | "after";
  readonly cut: "before" | "after";
}

/** How rows become the model's inputs, step by step in the order of the fields, and classes the model's outputs. */
export interface Pairing {
  /** Null: numbers in their order, and none of the steps up to `written`. */
  readonly image: ImageView | null;
  /** Rows become columns. */
  readonly transposed: boolean;
  /** Bilinearly, to this height and width. */
  readonly resize: Plane | null;
  readonly channels: ChannelChange;
  /** The order that the network reads; channels-first only where it reads flat rows. */
  readonly written: ChannelOrder;
  /** x becomes this less x (255: black on white becomes white on black). */
  readonly invertedFrom: number | null;
  readonly values: Values;
  readonly text: TextFit | null;
  /** The network's output for each class of the dataset; null: the same number. */
  readonly classes: readonly number[] | null;
}

/** What the person said; what is left out is for the lab to find. */
export type PairingChoice = { readonly [Part in keyof Omit<Pairing, "values">]?: Pairing[Part] } & {
  readonly values?: Values | MeasuredValues;
};

export const asTheyAre: AffineValues = { kind: "affine", scale: [1], offset: [0] };

/** Every value as it stands in the file. */
export const plainPairing: Pairing = {
  image: null,
  transposed: false,
  resize: null,
  channels: "as-is",
  written: "channels-last",
  invertedFrom: null,
  values: asTheyAre,
  text: null,
  classes: null,
};
