import { fusesProducts } from "../../kernel/kernel.ts";
import type { TrickRule } from "../tricks.ts";

/** See `Kernel` and `rowEvaluator`. */
export const kernel: TrickRule = {
  trick: "kernel",
  get does() {
    const does = "A WebAssembly kernel of our own computes on rows of examples";
    return fusesProducts()
      ? `${does}, with fused multiply-add: another browser or machine may give other last digits.`
      : `${does}.`;
  },
  obstacle({ programme, backend, simd, way }) {
    if (typeof programme === "string") return programme;
    if (backend !== "wasm") return `The network is on the ${backend} backend, the kernel's memory is not.`;
    if (!simd) return "This browser's WebAssembly has no SIMD.";
    return way === "rows" ? null : "tfjs is predicted to be faster.";
  },
};
