import { type ConvAttributes, filterGradient, inputGradient } from "./conv-gradients.ts";
import { maxPoolGradient, type PoolAttributes, segmentSum, type WasmHeap } from "./heap-gradients.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/**
 * Backward kernels for the wasm backend. Of convolution, composed from forward ones: it has no Conv2DBackpropFilter, and
 * its own Conv2DBackpropInput is about ten times slower than this. Of gather and max pool, see `heap-gradients.ts`.
 */

let registered = false;

/** Registers these kernels on the wasm backend; repeated calls do nothing. */
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
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs, backend }) =>
      segmentSum(backend as WasmHeap, inputs as never, (attrs as unknown as { numSegments: number }).numSegments),
  });
  tf.unregisterKernel("MaxPoolGrad", "wasm");
  tf.registerKernel({
    kernelName: "MaxPoolGrad",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs, backend }) =>
      maxPoolGradient(backend as WasmHeap, inputs as never, attrs as unknown as PoolAttributes),
  });
}

/** Kernels are handed tensors typed as bare handles; ours always are tensors. */
function tensorOf(handle: Tensor): Tensor4D {
  return handle as Tensor4D;
}
