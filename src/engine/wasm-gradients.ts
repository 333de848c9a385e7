import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/**
 * Backward kernels of convolution for the wasm backend, composed from forward ones: it has no Conv2DBackpropFilter,
 * and its own Conv2DBackpropInput is about ten times slower than this.
 */

interface ConvAttributes {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dimRoundingMode?: "floor";
}

const pair = (value: number | [number, number]): [number, number] =>
  typeof value === "number" ? [value, value] : value;

/** Padding before and after along one axis. */
function paddingOf(pad: ConvAttributes["pad"], length: number, window: number, stride: number): [number, number] {
  if (pad === "valid") return [0, 0];
  if (typeof pad === "number") return [pad, pad];
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + window - length, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** dW = x' * dy: the batch takes the channels' place and strides become dilations. */
export function filterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: readonly number[],
  attributes: ConvAttributes,
): Tensor4D {
  return tf.tidy(() => {
    const [kh, kw] = filterShape;
    const [sh, sw] = pair(attributes.strides);
    const rows = paddingOf(attributes.pad, x.shape[1], kh, sh);
    const columns = paddingOf(attributes.pad, x.shape[2], kw, sw);
    const padded = tf.pad(x, [[0, 0], rows, columns, [0, 0]]);
    const images = tf.transpose(padded, [3, 1, 2, 0]) as Tensor4D;
    const filters = tf.transpose(dy, [1, 2, 0, 3]) as Tensor4D;
    const full = tf.conv2d(images, filters, 1, "valid", "NHWC", [sh, sw]);
    const cut = tf.slice(full, [0, 0, 0, 0], [full.shape[0], kh, kw, full.shape[3]]);
    return tf.transpose(cut, [1, 2, 0, 3]) as Tensor4D;
  });
}

/** Puts stride - 1 zeros between the places of dy. */
function dilated(dy: Tensor4D, [sh, sw]: [number, number]): Tensor4D {
  if (sh === 1 && sw === 1) return dy;
  const [batch, height, width, channels] = dy.shape;
  const apart = tf.pad(tf.reshape(dy, [batch, height, 1, width, channels]), [
    [0, 0],
    [0, 0],
    [0, sh - 1],
    [0, 0],
    [0, 0],
  ]);
  const rows = tf.reshape(apart, [batch, height * sh, width, 1, channels]);
  const both = tf.pad(rows, [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, sw - 1],
    [0, 0],
  ]);
  const spread = tf.reshape(both, [batch, height * sh, width * sw, channels]) as Tensor4D;
  return tf.slice(spread, [0, 0, 0, 0], [batch, (height - 1) * sh + 1, (width - 1) * sw + 1, channels]);
}

/** dx = dy (dilated, padded) * reversed and transposed filter. */
export function inputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: readonly number[],
  attributes: ConvAttributes,
): Tensor4D {
  return tf.tidy(() => {
    const [kh, kw] = filter.shape;
    const [sh, sw] = pair(attributes.strides);
    const [before, left] = [
      paddingOf(attributes.pad, inputShape[1], kh, sh)[0],
      paddingOf(attributes.pad, inputShape[2], kw, sw)[0],
    ];
    const spread = dilated(dy, [sh, sw]);
    // Places of the padded input that the last window does not reach get zeros from the padding after.
    const after = inputShape[1] - (spread.shape[1] - before + kh - 1) + kh - 1;
    const right = inputShape[2] - (spread.shape[2] - left + kw - 1) + kw - 1;
    const top = kh - 1 - before;
    const start = kw - 1 - left;
    const padded = tf.pad(spread, [
      [0, 0],
      [Math.max(top, 0), Math.max(after, 0)],
      [Math.max(start, 0), Math.max(right, 0)],
      [0, 0],
    ]);
    const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
    const full = tf.conv2d(padded as Tensor4D, flipped, 1, "valid");
    const from = [0, Math.max(-top, 0), Math.max(-start, 0), 0];
    return tf.slice(full, from as [number, number, number, number], [
      full.shape[0],
      inputShape[1],
      inputShape[2],
      full.shape[3],
    ]);
  });
}

let registered = false;

/** Registers both kernels on the wasm backend; repeated calls do nothing. */
export function registerWasmGradients(): void {
  if (registered) return;
  registered = true;
  tf.registerKernel({
    kernelName: "Conv2DBackpropFilter",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: Tensor4D; dy: Tensor4D };
      const { filterShape, ...rest } = attrs as unknown as ConvAttributes & { filterShape: number[] };
      return filterGradient(tensorOf(x), tensorOf(dy), filterShape, rest);
    },
  });
  tf.unregisterKernel("Conv2DBackpropInput", "wasm");
  tf.registerKernel({
    kernelName: "Conv2DBackpropInput",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, filter } = inputs as unknown as { dy: Tensor4D; filter: Tensor4D };
      const { inputShape, ...rest } = attrs as unknown as ConvAttributes & { inputShape: number[] };
      return inputGradient(tensorOf(dy), tensorOf(filter), inputShape, rest);
    },
  });
}

/** Kernels are handed tensors typed as bare handles; ours always are tensors. */
function tensorOf(handle: Tensor): Tensor4D {
  return handle as Tensor4D;
}
