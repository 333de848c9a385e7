import { type ConvAttributes, filterGradient, inputGradient } from "./conv-gradients.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/**
 * Backward kernels of convolution for the wasm backend, composed from forward ones: it has no Conv2DBackpropFilter,
 * and its own Conv2DBackpropInput is about ten times slower than this.
 */

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
