import type { TorchModule } from "./modules.ts";
import { type At, NoFit, Sketch } from "./sketch.ts";
import { fitting, sizeWords, type Template } from "./template.ts";

const windows: readonly number[] = [11, 5, 3, 3, 3];
const places: readonly string[] = [0, 3, 6, 8, 10].map((index) => `features.${index}`);

interface Kind {
  readonly name: string;
  readonly shape: readonly number[];
  /** Of the first convolution. */
  readonly padding: number;
  /** Side of the pools, which move by 2. */
  readonly pool: number;
  readonly classifier: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    name: "AlexNet as torchvision has it",
    shape: [224, 224, 3],
    padding: 2,
    pool: 3,
    classifier: ["classifier.1", "classifier.4", "classifier.6"],
  },
  {
    name: "AlexNet for small images (one linear layer)",
    shape: [32, 32, 3],
    padding: 5,
    pool: 2,
    classifier: ["classifier"],
  },
];

function build(byPath: ReadonlyMap<string, TorchModule>, kind: Kind) {
  const sketch = new Sketch();
  let at: At = sketch.input(kind.shape);
  for (const [i, path] of places.entries()) {
    const window = windows[i] ?? 0;
    const module = byPath.get(path);
    if (module?.shape[2] !== window || module.shape[3] !== window) throw new NoFit();
    at = sketch.conv(at, module, i === 0 ? { stride: 4, padding: kind.padding } : { padding: (window - 1) / 2 });
    at = sketch.relu(at, `${path}.relu`);
    if (i === 0 || i === 1 || i === 4) at = sketch.maxPool(at, `${path}.pool`, kind.pool, { stride: 2 });
  }
  at = sketch.flatten(at);
  for (const [i, path] of kind.classifier.entries()) {
    at = sketch.linear(at, byPath.get(path));
    if (i < kind.classifier.length - 1) at = sketch.relu(at, `${path}.relu`);
  }
  return sketch.done("AlexNet", at);
}

/** AlexNet by its names, windows and strides; its adaptive pool does nothing at its own input size. */
export const alexnetTemplate: Template = ({ modules }) => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  for (const kind of kinds) {
    if (modules.length !== places.length + kind.classifier.length) continue;
    const architecture = fitting(() => build(byPath, kind));
    if (architecture !== null)
      return {
        architecture,
        notes: [`The names and shapes fit ${kind.name}: inputs of ${sizeWords(kind.shape)}, logits as output.`],
      };
  }
  return null;
};
