import { describe, expect, it } from "vitest";
import type { Layer, Shape } from "../../../../core/model/model.ts";
import { inputOf, outputShapes } from "../../../../core/model/shapes.ts";
import { fillArchitecture } from "../fill-architecture.ts";
import { type StateTensor, stateTensor } from "../state-tensor.ts";
import { matchTemplate } from "./match-template.ts";

type Entry = readonly [name: string, shape: Shape];
const size = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);
const state = (...entries: readonly Entry[]): ReadonlyMap<string, StateTensor> =>
  new Map(entries.map(([name, shape]) => [name, stateTensor(name, shape, new Float32Array(size(shape)).fill(0.1))]));

const weighted = (path: string, shape: Shape): readonly Entry[] => [
  [`${path}.weight`, shape],
  [`${path}.bias`, shape.slice(0, 1)],
];
const bare = (path: string, shape: Shape): readonly Entry[] => [[`${path}.weight`, shape]];
const norm = (path: string, channels: number): readonly Entry[] => [
  ...["weight", "bias", "running_mean", "running_var"].map((name): Entry => [`${path}.${name}`, [channels]]),
  [`${path}.num_batches_tracked`, []],
];

/** The model that a template makes of these weights, and what it says. */
function matched(entries: readonly Entry[], ordered = true, example: Shape | null = null) {
  const weights = state(...entries);
  const match = matchTemplate(weights, ordered, example);
  if (match === null) return null;
  const { model, unused } = fillArchitecture(match.architecture, weights);
  expect(unused.filter((name) => !name.endsWith("num_batches_tracked"))).toEqual([]);
  return { model, notes: match.notes.join(" "), input: inputOf(model).shape, shapes: outputShapes(model) };
}
const kinds = (layers: readonly Layer[]): string => layers.map(({ kind }) => kind).join(" ");

const lenet: readonly Entry[] = [
  ...weighted("conv1", [6, 1, 5, 5]),
  ...weighted("conv2", [16, 6, 5, 5]),
  ...weighted("fc1", [120, 400]),
  ...weighted("fc2", [84, 120]),
  ...weighted("fc3", [10, 84]),
];
/** As safetensors sort them. */
const sorted = (entries: readonly Entry[]): readonly Entry[] => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describe("chains of convolutions", () => {
  it("LeNet-5 reads 28 x 28 with padding first, says so, and names the other way", () => {
    const found = matched(lenet)!;
    expect(found.model.name).toBe("LeNet-5");
    expect(found.input).toEqual([28, 28, 1]);
    expect(found.notes).toContain("padding that keeps the size at the first convolution only");
    expect(found.notes).toContain("Inputs of 32 x 32 x 1 with no padding");
    expect(found.notes).toContain("drop a layer JSON");
    expect(kinds(found.model.layers)).toBe(
      "input conv activation pool conv activation pool flatten dense activation dense activation dense",
    );
    expect(found.model.layers.find(({ kind }) => kind === "flatten")).toMatchObject({ order: "channels-first" });
  });

  it("one padding throughout is likelier than another at the first: the MNIST example of PyTorch pools once, at the end", () => {
    const found = matched([
      ...weighted("conv1", [32, 1, 3, 3]),
      ...weighted("conv2", [64, 32, 3, 3]),
      ...weighted("fc1", [128, 9216]),
      ...weighted("fc2", [10, 128]),
    ])!;
    expect(found.notes).toContain("inputs of 28 x 28 x 1, stride 1, no padding");
    expect(kinds(found.model.layers)).toBe("input conv activation conv activation pool flatten dense activation dense");
  });

  it("the data in hand settles the size of the inputs", () => {
    expect(matched(lenet, true, [32, 32, 1])!.input).toEqual([32, 32, 1]);
    expect(matched(lenet, true, [32, 32, 3])!.input).toEqual([28, 28, 1]);
  });

  it("the order of the layers follows from names and shapes where the file sorts them", () => {
    const ids = matched(sorted(lenet), false)!.model.layers.map(({ id }) => id);
    expect(ids.filter((id) => /^(conv|fc)\d$/.test(id))).toEqual(["conv1", "conv2", "fc1", "fc2", "fc3"]);
    const renamed = sorted([
      ...weighted("stem", [4, 3, 3, 3]),
      ...weighted("body", [8, 4, 3, 3]),
      ...weighted("out", [10, 288]),
      ...weighted("aux", [288, 288]),
    ]);
    expect(
      matched(renamed, false)
        ?.model.layers.filter(({ kind }) => kind === "conv")
        .map(({ id }) => id),
    ).toEqual(["stem", "body"]);
  });

  it("norms stand behind their layer, by number or by block", () => {
    const convs = [
      ...bare("conv1", [8, 3, 3, 3]),
      ...norm("bn1", 8),
      ...bare("conv2", [8, 8, 3, 3]),
      ...norm("bn2", 8),
      ...weighted("fc", [10, 512]),
    ];
    for (const found of [matched(convs), matched(sorted(convs), false)]) {
      expect(found!.input).toEqual([32, 32, 3]);
      expect(kinds(found!.model.layers)).toBe(
        "input conv batch-norm activation pool conv batch-norm activation pool flatten dense",
      );
      expect(found!.model.layers.filter(({ kind }) => kind === "batch-norm").map(({ id }) => id)).toEqual([
        "bn1",
        "bn2",
      ]);
    }
  });

  it("the numbers of an nn.Sequential say where it pools", () => {
    const found = matched([
      ...weighted("net.0", [4, 1, 3, 3]),
      ...weighted("net.2", [4, 4, 3, 3]),
      ...weighted("net.6", [10, 576]),
    ])!;
    expect(found.input).toEqual([28, 28, 1]);
    expect(kinds(found.model.layers)).toBe("input conv activation conv activation pool flatten dense");
  });

  it("the digits network with norms in unusual places is not guessed", () => {
    const burn = [
      ...weighted("conv1", [8, 1, 3, 3]),
      ...weighted("conv2", [16, 8, 3, 3]),
      ...weighted("conv3", [24, 16, 3, 3]),
      ...norm("norm1", 24),
      ...weighted("fc1", [32, 11616]),
      ...weighted("fc2", [10, 32]),
      ...norm("norm2", 10),
    ];
    expect(matched(burn)).toBeNull();
    expect(matched(sorted(burn), false)).toBeNull();
  });

  it("a size that no usual input has, a broken chain and a global average are refused", () => {
    expect(matched([...weighted("conv1", [6, 1, 5, 5]), ...weighted("fc", [10, 6 * 17 * 17])])).toBeNull();
    expect(
      matched([...weighted("conv1", [6, 1, 5, 5]), ...weighted("conv2", [16, 5, 5, 5]), ...weighted("fc", [10, 400])]),
    ).toBeNull();
    expect(
      matched([...weighted("conv1", [6, 1, 3, 3]), ...weighted("conv2", [16, 6, 3, 3]), ...weighted("fc", [10, 16])]),
    ).toBeNull();
    expect(matched([...lenet, ["scale", [1]]])).toBeNull();
  });
});

describe("linear layers", () => {
  const mlp = [
    ...weighted("fc1", [32, 784]),
    ...norm("bn1", 32),
    ...weighted("fc2", [16, 32]),
    ...norm("bn2", 16),
    ...weighted("fc3", [10, 16]),
  ];
  it("make an MLP, over images too", () => {
    expect(kinds(matched(mlp)!.model.layers)).toBe(
      "input dense batch-norm activation dense batch-norm activation dense",
    );
    const images = matched(sorted(mlp), false, [28, 28, 1])!;
    expect(images.input).toEqual([28, 28, 1]);
    expect(kinds(images.model.layers).startsWith("input flatten dense")).toBe(true);
  });
  it("that do not follow from each other make none", () => {
    expect(matched([...weighted("a", [4, 3]), ...weighted("b", [4, 3])])).toBeNull();
  });
  it("without a name of its own a layer is still one", () => {
    expect(
      matched([
        ["weight", [2, 3]],
        ["bias", [2]],
      ])!.input,
    ).toEqual([3]);
  });
});

/** torchvision's features: widths with "M" for a pool. */
function vgg(plan: readonly (number | "M")[], norms: boolean, classifier: readonly Entry[]): readonly Entry[] {
  let index = 0;
  let channels = 3;
  const features = plan.flatMap((width): readonly Entry[] => {
    if (width === "M") {
      index++;
      return [];
    }
    const conv = weighted(`features.${index}`, [width, channels, 3, 3]);
    const own = norms ? [...conv, ...norm(`features.${index + 1}`, width)] : conv;
    index += norms ? 3 : 2;
    channels = width;
    return own;
  });
  return [...features, ...classifier];
}

describe("VGG", () => {
  const eleven = [1, "M", 2, "M", 3, 3, "M", 4, 4, "M", 4, 4, "M"] as const;
  const large = [
    ...weighted("classifier.0", [8, 4 * 49]),
    ...weighted("classifier.3", [8, 8]),
    ...weighted("classifier.6", [5, 8]),
  ];
  it("VGG-11 of torchvision reads 224 x 224, with and without norms, from either kind of file", () => {
    for (const norms of [false, true])
      for (const ordered of [false, true]) {
        const entries = vgg(eleven, norms, large);
        const found = matched(ordered ? entries : sorted(entries), ordered)!;
        expect(found.model.name).toBe("VGG-11");
        expect(found.input).toEqual([224, 224, 3]);
        expect(found.model.layers.filter(({ kind }) => kind === "pool")).toHaveLength(5);
      }
  });
  it("VGG-16 for small images has one linear layer and reads 32 x 32", () => {
    const sixteen = [2, 2, "M", 2, 2, "M", 3, 3, 3, "M", 4, 4, 4, "M", 4, 4, 4, "M"] as const;
    const found = matched(vgg(sixteen, true, weighted("classifier", [10, 4])))!;
    expect(found.model.name).toBe("VGG-16");
    expect(found.input).toEqual([32, 32, 3]);
  });
});

it("AlexNet of torchvision, in smaller widths", () => {
  const convs = [
    [4, 3, 11, 11],
    [5, 4, 5, 5],
    [6, 5, 3, 3],
    [5, 6, 3, 3],
    [5, 5, 3, 3],
  ] as const;
  const features = [0, 3, 6, 8, 10].flatMap((place, i) => weighted(`features.${place}`, convs[i]!));
  const found = matched([
    ...features,
    ...weighted("classifier.1", [8, 5 * 36]),
    ...weighted("classifier.4", [8, 8]),
    ...weighted("classifier.6", [3, 8]),
  ])!;
  expect(found.input).toEqual([224, 224, 3]);
  expect(found.shapes.get("features.10.pool")).toEqual([6, 6, 5]);
  const small = matched([...features, ...weighted("classifier", [10, 5])])!;
  expect(small.input).toEqual([32, 32, 3]);
});

/** Blocks in the naming of akamaster, kuangliu or torchvision. */
function resnet(
  stem: number,
  stages: readonly number[],
  widths: readonly number[],
  shortcut: string | null,
  deep = false,
): readonly Entry[] {
  const expansion = deep ? 4 : 1;
  let channels = widths[0]!;
  const blocks = stages.flatMap((count, stage) =>
    Array.from({ length: count }, (_, n): readonly Entry[] => {
      const path = `layer${stage + 1}.${n}`;
      const width = widths[stage]!;
      const out = width * expansion;
      const convs = deep
        ? [
            [width, channels, 1, 1],
            [width, width, 3, 3],
            [out, width, 1, 1],
          ]
        : [
            [width, channels, 3, 3],
            [width, width, 3, 3],
          ];
      const own = convs.flatMap((shape, i) => [
        ...bare(`${path}.conv${i + 1}`, shape),
        ...norm(`${path}.bn${i + 1}`, shape[0]!),
      ]);
      const projected = shortcut !== null && (channels !== out || (n === 0 && stage > 0));
      const side = projected
        ? [...bare(`${path}.${shortcut}.0`, [out, channels, 1, 1]), ...norm(`${path}.${shortcut}.1`, out)]
        : [];
      channels = out;
      return [...own, ...side];
    }).flat(),
  );
  const head = weighted(shortcut === "downsample" ? "fc" : "linear", [10, channels]);
  return [...bare("conv1", [widths[0]!, 3, stem, stem]), ...norm("bn1", widths[0]!), ...blocks, ...head];
}

describe("ResNets", () => {
  it("for CIFAR take every second place and put zeros around the channels", () => {
    const entries = resnet(3, [3, 3, 3], [4, 8, 16], null).map(([name, shape]): Entry => [`module.${name}`, shape]);
    for (const found of [matched(entries)!, matched(sorted(entries), false)!]) {
      expect(found.model.name).toBe("ResNet-20");
      expect(found.input).toEqual([32, 32, 3]);
      expect(found.shapes.get("layer3.2.relu")).toEqual([8, 8, 16]);
      expect(found.model.layers.find(({ kind }) => kind === "channel-select")).toMatchObject({
        channels: [-1, -1, 0, 1, 2, 3, -1, -1],
      });
      expect(found.model.layers.find(({ kind }) => kind === "slice")).toMatchObject({
        begin: [0, 0],
        size: [16, 16],
        strides: [2, 2],
      });
    }
  });
  it("with convolutions in the shortcuts, of two, three or four stages", () => {
    expect(matched(resnet(3, [5, 5, 5], [4, 8, 16], "downsample"))!.model.name).toBe("ResNet-32");
    const four = matched(resnet(3, [2, 2, 2, 2], [4, 8, 8, 16], "shortcut"))!;
    expect(four.model.name).toBe("ResNet-18");
    expect(four.shapes.get("layer4.1.relu")).toEqual([4, 4, 16]);
  });
  it("of torchvision read 224 x 224, or the size of the data in hand", () => {
    const found = matched(resnet(7, [2, 2, 2, 2], [2, 2, 4, 4], "downsample"))!;
    expect(found.input).toEqual([224, 224, 3]);
    expect(found.shapes.get("maxpool")).toEqual([56, 56, 2]);
    const deep = matched(resnet(7, [3, 4, 6, 3], [1, 2, 2, 2], "downsample", true), true, [64, 64, 3])!;
    expect(deep.model.name).toBe("ResNet-50");
    expect(deep.input).toEqual([64, 64, 3]);
  });
  it("whose shortcuts cannot be told from the weights are refused", () => {
    expect(matched(resnet(3, [3, 3, 3], [4, 6, 16], null))).toBeNull();
    expect(matched([...resnet(3, [3, 3, 3], [4, 8, 16], null), ["layer1.0.extra.weight", [4]]])).toBeNull();
  });
});
