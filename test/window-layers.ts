import type { Activation } from "../src/core/model/model.ts";
import type { Gathering } from "./single-layer.ts";

/** Convolutions and pools. */
export function windowLayers({ weight, one }: Gathering): void {
  const linear: Activation = { name: "linear" };
  const flat = { activation: linear, padding: "same", strides: [1], dilation: [1] } as const;
  const planar = { activation: linear, padding: "same", strides: [1, 1], dilation: [1, 1] } as const;
  one("conv", "in 1 dimension, causal, strided", [[9, 3]], {
    ...flat,
    padding: "causal",
    strides: [2],
    weights: { kernel: weight(3, 3, 4), bias: weight(4) },
  });
  one("conv", "in 2 groups", [[6, 5, 4]], {
    ...planar,
    activation: { name: "relu" },
    groups: 2,
    weights: { kernel: weight(3, 2, 2, 6), bias: weight(6) },
  });
  one("conv", "in 3 groups, strided, valid", [[7, 8, 6]], {
    ...planar,
    groups: 3,
    padding: "valid",
    strides: [2, 2],
    weights: { kernel: weight(3, 3, 2, 3) },
  });
  one("conv", "in as many groups as channels, two filters each", [[6, 5, 3]], {
    ...planar,
    groups: 3,
    weights: { kernel: weight(3, 3, 1, 6), bias: weight(6) },
  });
  one("conv", "in groups over 1 dimension", [[8, 4]], {
    ...flat,
    groups: 2,
    weights: { kernel: weight(3, 2, 4), bias: weight(4) },
  });
  one("conv", "with stride and dilation, same", [[9, 8, 2]], {
    ...planar,
    strides: [2, 3],
    dilation: [2, 2],
    weights: { kernel: weight(3, 2, 2, 3), bias: weight(3) },
  });
  one("conv", "with stride and dilation, valid, in groups", [[9, 8, 4]], {
    ...planar,
    padding: "valid",
    groups: 2,
    strides: [2, 2],
    dilation: [2, 1],
    weights: { kernel: weight(3, 2, 2, 4), bias: weight(4) },
  });
  one("depthwise-conv", "in 1 dimension", [[9, 3]], {
    ...flat,
    weights: { kernel: weight(3, 3, 2), bias: weight(6) },
  });
  one("depthwise-conv", "in 1 dimension, causal, dilated", [[9, 3]], {
    ...flat,
    padding: "causal",
    dilation: [2],
    weights: { kernel: weight(3, 3, 1), bias: weight(3) },
  });
  one("depthwise-conv", "with stride and dilation", [[9, 8, 2]], {
    ...planar,
    strides: [2, 2],
    dilation: [2, 2],
    weights: { kernel: weight(3, 3, 2, 2), bias: weight(4) },
  });

  for (const operation of ["max", "average"] as const) {
    one("pool", `${operation}, padded unevenly`, [[7, 6, 2]], {
      operation,
      size: [3, 3],
      strides: [2, 2],
      padding: [
        [1, 0],
        [2, 1],
      ],
    });
    one("pool", `${operation}, valid`, [[7, 6, 2]], { operation, size: [2, 2], strides: [2, 2], padding: "valid" });
    one("pool", `${operation}, same, overlapping`, [[8, 7, 2]], {
      operation,
      size: [3, 3],
      strides: [2, 1],
      padding: "same",
    });
    one("pool", `${operation}, same with a stride above the window`, [[9, 9, 2]], {
      operation,
      size: [2, 1],
      strides: [3, 2],
      padding: "same",
    });
    one("pool", `${operation} in 1 dimension, padded`, [[8, 3]], {
      operation,
      size: [3],
      strides: [2],
      padding: [[1, 2]],
    });
    one("global-pool", `${operation} of a plane`, [[4, 3, 2]], { operation, keepAxes: true });
  }
  one("pool", "average, padding counted", [[7, 6, 2]], {
    operation: "average",
    countPadding: true,
    size: [3, 2],
    strides: [2, 2],
    padding: [
      [1, 1],
      [1, 0],
    ],
  });
  one(
    "global-pool",
    "average of the places that count",
    [
      [6, 3],
      [6, 1],
    ],
    { operation: "average", keepAxes: false },
    { masked: true },
  );
}
