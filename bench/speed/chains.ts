import type { Chain, Link } from "./sequential.ts";

const conv = (filters: number, window = 3): Link => ({ conv: filters, window });

/** VGG-style, for 32x32 colour images: 4 convolutions and 2 dense layers, 448 units. */
export const colour: Chain = {
  name: "VGG-style, 32x32 colour",
  input: [32, 32, 3],
  links: [conv(32), conv(32), { pool: 2 }, conv(64), conv(64), { pool: 2 }, { dense: 256 }, { dense: 10 }],
};

/** Two dense layers, 1,028 units: the first has 2^900 subsets. */
export const wideDense: Chain = {
  name: "two dense layers, 1,028 units",
  input: [64],
  links: [{ dense: 900 }, { dense: 128 }, { dense: 10 }],
};

/** Two convolutions of 3x3 on digits, the first with 32 filters, as the example of many a tutorial has them. */
export const wideConv: Chain = {
  name: "two convolutions, 32 filters first",
  input: [28, 28, 1],
  links: [
    { conv: 32, window: 3, padding: "valid" },
    { pool: 2 },
    { conv: 64, window: 3, padding: "valid" },
    { pool: 2 },
    { dense: 128 },
    { dense: 10 },
  ],
};

/** LeNet-5's shape with every hidden layer `times` as wide. */
export const lenetTimes = (times: number): Chain => ({
  name: `LeNet-5, ${times} times as wide`,
  input: [28, 28, 1],
  links: [
    { conv: 6 * times, window: 5, padding: "same" },
    { pool: 2 },
    { conv: 16 * times, window: 5, padding: "valid" },
    { pool: 2 },
    { dense: 120 * times },
    { dense: 84 * times },
    { dense: 10 },
  ],
});

/** So many convolutions of 16 filters, one after the other, and a dense layer. */
export const deepTimes = (convolutions: number): Chain => ({
  name: `${convolutions} convolutions`,
  input: [16, 16, 3],
  links: [...Array.from({ length: convolutions }, () => conv(16)), { pool: 2 }, { dense: 64 }, { dense: 10 }],
});

/** The widths of AlexNet as torchvision has it, on 227x227 images: 9,344 units, 61 M parameters. */
export const alexnet: Chain = {
  name: "alexnet",
  input: [227, 227, 3],
  links: [
    { conv: 64, window: 11, stride: 4, padding: "valid" },
    { pool: 3, stride: 2 },
    conv(192, 5),
    { pool: 3, stride: 2 },
    conv(384),
    conv(256),
    conv(256),
    { pool: 3, stride: 2 },
    { dense: 4096 },
    { dense: 4096 },
    { dense: 1000 },
  ],
};

/** One hidden layer of 10,000 units on the sample's digits. */
export const tenThousand: Chain = { name: "ten-thousand", input: [64], links: [{ dense: 10_000 }, { dense: 10 }] };
