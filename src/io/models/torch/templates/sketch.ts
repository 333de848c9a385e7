import type { Shape } from "../../../../core/model/model.ts";
import type { Architecture, ArchitectureLayer, LayerSettings, WeightSource } from "../architecture.ts";
import type { TorchModule } from "./modules.ts";

/** Thrown where shapes do not follow from each other: the template is not this network's. */
export class NoFit extends Error {}

/** Tensor of the network under construction. */
export interface At {
  readonly id: string;
  readonly shape: Shape;
}

export interface WindowSettings {
  readonly stride?: number;
  /** Zeros on every side, as PyTorch counts them. */
  readonly padding?: number;
}

const keysFor = (
  module: TorchModule,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, WeightSource>> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([ours, theirs]) => {
      const key = module.keys.get(theirs);
      return key === undefined ? [] : [[ours, [{ key }]] as const];
    }),
  );

/** Builds an architecture layer by layer out of the modules of a state_dict; shapes are followed on the way. */
export class Sketch {
  readonly #layers: ArchitectureLayer[] = [];
  readonly #ids = new Set<string>();

  /** Appends a layer; its name gets a number where it is taken. */
  add(settings: LayerSettings, shape: Shape, weights: Readonly<Record<string, WeightSource>> = {}): At {
    if (shape.some((length) => !Number.isInteger(length) || length < 1)) throw new NoFit();
    // a state_dict of a single layer has no name for it
    const wanted = settings.id === "" ? "layer" : settings.id;
    let id = wanted;
    for (let n = 2; this.#ids.has(id); n++) id = `${wanted}_${n}`;
    this.#ids.add(id);
    this.#layers.push({ settings: { ...settings, id } as LayerSettings, weights });
    return { id, shape };
  }

  input(shape: Shape): At {
    return this.add({ id: "input", kind: "input", inputs: [], shape }, shape);
  }

  conv(from: At, module: TorchModule | undefined, { stride = 1, padding = 0 }: WindowSettings = {}): At {
    const [out = 0, channels = 0, ...window] = module?.shape ?? [];
    const spatial = from.shape.slice(0, -1);
    if (module?.kind !== "conv" || window.length !== spatial.length || channels !== from.shape.at(-1))
      throw new NoFit();
    const same = stride === 1 && window.every((length) => length === 2 * padding + 1);
    const padded = same || padding === 0 ? from : this.zeros(from, module.path, padding);
    const places = spatial.map((length, axis) => Math.floor((length + 2 * padding - (window[axis] ?? 0)) / stride) + 1);
    return this.add(
      {
        id: module.path,
        kind: "conv",
        inputs: [padded.id],
        strides: window.map(() => stride),
        dilation: window.map(() => 1),
        padding: same ? "same" : "valid",
        activation: { name: "linear" },
      },
      [...places, out],
      keysFor(module, { kernel: "weight", bias: "bias" }),
    );
  }

  zeros(from: At, name: string, padding: number): At {
    const spatial = from.shape.slice(0, -1);
    return this.add(
      { id: `${name}.pad`, kind: "zero-padding", inputs: [from.id], padding: spatial.map(() => [padding, padding]) },
      [...spatial.map((length) => length + 2 * padding), from.shape.at(-1) ?? 0],
    );
  }

  norm(from: At, module: TorchModule | undefined): At {
    if (module?.kind !== "norm" || module.shape[0] !== from.shape.at(-1)) throw new NoFit();
    return this.add(
      { id: module.path, kind: "batch-norm", inputs: [from.id], epsilon: 1e-5 },
      from.shape,
      keysFor(module, { gamma: "weight", beta: "bias", mean: "running_mean", variance: "running_var" }),
    );
  }

  relu(from: At, id: string): At {
    return this.add({ id, kind: "activation", inputs: [from.id], activation: { name: "relu" } }, from.shape);
  }

  maxPool(from: At, id: string, size: number, { stride = size, padding = 0 }: WindowSettings = {}): At {
    const spatial = from.shape.slice(0, -1);
    const places = spatial.map((length) => Math.floor((length + 2 * padding - size) / stride) + 1);
    return this.add(
      {
        id,
        kind: "pool",
        operation: "max",
        inputs: [from.id],
        size: spatial.map(() => size),
        strides: spatial.map(() => stride),
        padding: padding === 0 ? "valid" : spatial.map(() => [padding, padding]),
      },
      [...places, from.shape.at(-1) ?? 0],
    );
  }

  globalAverage(from: At): At {
    return this.add(
      { id: "avgpool", kind: "global-pool", inputs: [from.id], operation: "average", keepAxes: false },
      from.shape.slice(-1),
    );
  }

  /** Channels first, as PyTorch flattens. */
  flatten(from: At): At {
    const size = from.shape.reduce((product, length) => product * length, 1);
    return this.add({ id: "flatten", kind: "flatten", inputs: [from.id], order: "channels-first" }, [size]);
  }

  linear(from: At, module: TorchModule | undefined): At {
    if (module?.kind !== "linear" || from.shape.length !== 1 || module.shape[1] !== from.shape[0]) throw new NoFit();
    return this.add(
      { id: module.path, kind: "dense", inputs: [from.id], activation: { name: "linear" } },
      [module.shape[0] ?? 0],
      keysFor(module, { kernel: "weight", bias: "bias" }),
    );
  }

  sum(one: At, other: At, id: string): At {
    if (one.shape.join() !== other.shape.join()) throw new NoFit();
    return this.add({ id, kind: "add", inputs: [one.id, other.id] }, one.shape);
  }

  done(name: string, output: At): Architecture {
    return { name, layout: "torch", layers: this.#layers, output: output.id };
  }
}
