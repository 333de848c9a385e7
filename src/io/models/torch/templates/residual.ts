import type { TorchModule } from "./modules.ts";
import { type At, NoFit, Sketch } from "./sketch.ts";
import { fitting, sizeWords, type Template, type TemplateMatch } from "./template.ts";

type ByPath = ReadonlyMap<string, TorchModule>;

/** Convolution and norm at the beginning of the shortcut: torchvision says downsample, the CIFAR repositories shortcut. */
const shortcutNames = ["downsample", "shortcut"];

/** Every second place, and zeros for the channels that are new, half in front (He et al. 2016, option A). */
function optionA(sketch: Sketch, from: At, path: string, width: number): At {
  const [height = 0, across = 0, channels = 0] = from.shape;
  const size = [Math.ceil(height / 2), Math.ceil(across / 2)];
  const sliced = sketch.add(
    { id: `${path}.shortcut.slice`, kind: "slice", inputs: [from.id], begin: [0, 0], size, strides: [2, 2] },
    [...size, channels],
  );
  const side = Math.floor(width / 4);
  const zeros = new Array<number>(side).fill(-1);
  return sketch.add(
    {
      id: `${path}.shortcut.channels`,
      kind: "channel-select",
      inputs: [sliced.id],
      channels: [...zeros, ...Array.from({ length: channels }, (_, channel) => channel), ...zeros],
    },
    [...size, width],
  );
}

function shortcut(sketch: Sketch, from: At, modules: ByPath, path: string, out: At, stride: number): At {
  const name = shortcutNames.find((candidate) => modules.has(`${path}.${candidate}.0`));
  if (name !== undefined) {
    const conv = sketch.conv(from, modules.get(`${path}.${name}.0`), { stride });
    return sketch.norm(conv, modules.get(`${path}.${name}.1`));
  }
  const width = out.shape.at(-1) ?? 0;
  const channels = from.shape.at(-1) ?? 0;
  if (stride === 1) return from;
  // other widths than twice as many were pruned, and their weights do not say which channels meet
  if (stride !== 2 || width !== 2 * channels || width % 4 !== 0) throw new NoFit();
  return optionA(sketch, from, path, width);
}

/** A basic block (two convolutions) or a bottleneck (three, the stride at the second). */
function block(sketch: Sketch, from: At, modules: ByPath, path: string, stride: number): At {
  const deep = modules.has(`${path}.conv3`);
  let at = from;
  for (const n of deep ? [1, 2, 3] : [1, 2]) {
    const moved = deep ? n === 2 : n === 1;
    const module = modules.get(`${path}.conv${n}`);
    const window = module?.shape[2] ?? 0;
    if (window !== (deep && n !== 2 ? 1 : 3)) throw new NoFit();
    at = sketch.conv(at, module, { stride: moved ? stride : 1, padding: (window - 1) / 2 });
    at = sketch.norm(at, modules.get(`${path}.bn${n}`));
    if (n < (deep ? 3 : 2)) at = sketch.relu(at, `${path}.relu${n}`);
  }
  const sum = sketch.sum(at, shortcut(sketch, from, modules, path, at, stride), `${path}.add`);
  return sketch.relu(sum, `${path}.relu`);
}

/** The numbers of the blocks of a stage: 0, 1, ... without a gap. */
function blocksOf(modules: ByPath, stage: number): number {
  let blocks = 0;
  while (modules.has(`layer${stage}.${blocks}.conv1`)) blocks++;
  return blocks;
}

const usedBy = (blocks: readonly number[], path: string): boolean =>
  /^(conv1|bn1|linear|fc)$/.test(path) ||
  blocks.some(
    (count, stage) =>
      new RegExp(`^layer${stage + 1}\\.(\\d+)\\.(conv[123]|bn[123]|downsample\\.[01]|shortcut\\.[01])$`).test(path) &&
      Number(path.split(".")[1]) < count,
  );

function build(modules: ByPath, side: number): TemplateMatch {
  const stem = modules.get("conv1");
  const [, channels = 0, window = 0] = stem?.shape ?? [];
  const wide = window === 7;
  if (!wide && window !== 3) throw new NoFit();
  const sketch = new Sketch();
  const shape = [side, side, channels];
  let at = sketch.conv(sketch.input(shape), stem, { stride: wide ? 2 : 1, padding: wide ? 3 : 1 });
  at = sketch.relu(sketch.norm(at, modules.get("bn1")), "relu");
  if (wide) at = sketch.maxPool(at, "maxpool", 3, { stride: 2, padding: 1 });
  const stages: number[] = [];
  for (let stage = 1; blocksOf(modules, stage) > 0; stage++) stages.push(blocksOf(modules, stage));
  if (stages.length < 2 || [...modules.keys()].some((path) => !usedBy(stages, path))) throw new NoFit();
  for (const [index, blocks] of stages.entries())
    for (let n = 0; n < blocks; n++)
      at = block(sketch, at, modules, `layer${index + 1}.${n}`, n === 0 && index > 0 ? 2 : 1);
  const output = sketch.linear(sketch.globalAverage(at), modules.get("linear") ?? modules.get("fc"));
  const deep = modules.has("layer1.0.conv3");
  const depth = 2 + (deep ? 3 : 2) * stages.reduce((sum, blocks) => sum + blocks, 0);
  const projected = [...modules.keys()].some((path) => /\.(downsample|shortcut)\.0$/.test(path));
  const name = `ResNet-${depth}`;
  return {
    architecture: sketch.done(name, output),
    notes: [
      `The names and shapes fit ${name} ${wide ? "as torchvision has it" : "for small images"}: ${stages.length} stages of ${stages.join(", ")} ${deep ? "bottleneck" : "basic"} blocks, ${projected ? "convolutions in the shortcuts" : "shortcuts without weights (every second place, zeros for new channels)"}, inputs of ${sizeWords(shape)}, logits as output.`,
    ],
  };
}

/** ResNets of basic or bottleneck blocks: for CIFAR (akamaster's and its kin, option A or B) and torchvision's. */
export const residualTemplate: Template = ({ modules, example }) => {
  const byPath: ByPath = new Map(modules.map((module) => [module.path, module]));
  if (!byPath.has("layer1.0.conv1")) return null;
  const [, channels = 0, window = 0] = byPath.get("conv1")?.shape ?? [];
  const [height = 0, width = 0, depth = 0] = example ?? [];
  // it pools over all places in the end, so any size can be computed: that of the data in hand is the likeliest
  const usable = example?.length === 3 && height === width && depth === channels && height >= 16;
  const side = usable ? height : window === 7 ? 224 : 32;
  return fitting(() => build(byPath, side));
};
