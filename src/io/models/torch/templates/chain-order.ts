import type { TorchModule } from "./modules.ts";

/** A layer with weights and the norm behind it. */
export interface Link {
  readonly module: TorchModule;
  readonly norm: TorchModule | null;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf(".")));
const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
/** The number at the end of a name, such as 1 in "conv1" or "features.1". */
const numberOf = (path: string): number | null => {
  const digits = /\d+$/.exec(path);
  return digits === null ? null : Number(digits[0]);
};

/** Names in the order of people: conv2 before conv10. */
function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.split(/(\d+)/));
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i++) {
    const [x = "", y = ""] = [left?.[i], right?.[i]];
    if (x !== y) return i % 2 === 1 ? Number(x) - Number(y) : x < y ? -1 : 1;
  }
  return 0;
}

const follows = (before: TorchModule, after: TorchModule): boolean => after.shape[1] === before.shape[0];
const isChain = (modules: readonly TorchModule[]): boolean =>
  modules.every((module, i) => i === 0 || follows(modules[i - 1] as TorchModule, module));

/** All orders, two at most, in which each module reads what the one before it gives. */
function ordersOf(modules: readonly TorchModule[]): readonly (readonly TorchModule[])[] {
  const found: TorchModule[][] = [];
  const extend = (order: TorchModule[], rest: readonly TorchModule[]): void => {
    if (found.length > 1) return;
    if (rest.length === 0) found.push(order);
    const last = order.at(-1);
    for (const next of rest)
      if (last === undefined || follows(last, next))
        extend(
          [...order, next],
          rest.filter((other) => other !== next),
        );
  };
  extend([], modules);
  return found;
}

/** By their names where that makes a chain; else the only chain that the shapes allow. */
function sorted(modules: readonly TorchModule[]): readonly TorchModule[] | null {
  const byName = [...modules].sort((a, b) => compareNames(a.path, b.path));
  if (isChain(byName)) return byName;
  const orders = modules.length <= 8 ? ordersOf(modules) : [];
  return orders.length === 1 ? (orders[0] ?? null) : null;
}

/** The layer that a norm stands behind, by the names: the one before it in its list, beside it in its block, or of its number. */
function ownerOf(norm: TorchModule, layers: readonly TorchModule[]): TorchModule | null {
  const fits = (layer: TorchModule | undefined): TorchModule | null =>
    layer !== undefined && layer.shape[0] === norm.shape[0] ? layer : null;
  const parent = parentOf(norm.path);
  const beside = layers.filter((layer) => parentOf(layer.path) === parent);
  const index = /^\d+$/.test(lastOf(norm.path)) ? Number(lastOf(norm.path)) : null;
  if (index !== null) return fits(beside.filter((layer) => Number(lastOf(layer.path)) < index).at(-1));
  if (parent !== "" && beside.length === 1) return fits(beside[0]);
  const number = numberOf(norm.path);
  const numbered = layers.filter((layer) => numberOf(layer.path) === number);
  if (number === null || numbered.length === 0) return null;
  return numbered.length === 1
    ? fits(numbered[0])
    : fits(numbered.find((layer) => /fc|lin/i.test(norm.path) === (layer.kind === "linear")));
}

/** In the order of the file: each norm behind the layer before it. */
function inFileOrder(modules: readonly TorchModule[]): readonly Link[] | null {
  const links: Link[] = [];
  for (const module of modules) {
    if (module.kind !== "norm") {
      links.push({ module, norm: null });
      continue;
    }
    const last = links.pop();
    if (last === undefined || last.norm !== null || last.module.shape[0] !== module.shape[0]) return null;
    links.push({ module: last.module, norm: module });
  }
  const convs = links.filter(({ module }) => module.kind === "conv");
  const linears = links.filter(({ module }) => module.kind === "linear");
  const inTurn = links.every((link, i) => link === [...convs, ...linears][i]);
  return inTurn && [convs, linears].every((part) => isChain(part.map(({ module }) => module))) ? links : null;
}

function byNames(modules: readonly TorchModule[]): readonly Link[] | null {
  const convs = sorted(modules.filter(({ kind }) => kind === "conv"));
  const linears = sorted(modules.filter(({ kind }) => kind === "linear"));
  if (convs === null || linears === null) return null;
  const layers = [...convs, ...linears];
  const norms = new Map<TorchModule, TorchModule>();
  for (const norm of modules.filter(({ kind }) => kind === "norm")) {
    const owner = ownerOf(norm, layers);
    if (owner === null || norms.has(owner)) return null;
    norms.set(owner, norm);
  }
  return layers.map((module) => ({ module, norm: norms.get(module) ?? null }));
}

const uniform = (links: readonly Link[]): boolean => new Set(links.map(({ norm }) => norm !== null)).size <= 1;

/**
 * Convolutions, then linear layers, each with the norm behind it, in the order of the network. Null where the weights are
 * no such chain, where names and shapes leave the order open, and where only some layers have norms: such a network was
 * put together in an unusual way, and its order cannot be guessed.
 */
export function linksOf(modules: readonly TorchModule[], ordered: boolean): readonly Link[] | null {
  if (modules.length === 0 || modules.some(({ kind }) => kind === "other")) return null;
  const links = ordered ? inFileOrder(modules) : byNames(modules);
  if (links === null || links.at(-1)?.norm !== null || links.at(-1)?.module.kind !== "linear") return null;
  const convs = links.filter(({ module }) => module.kind === "conv");
  const hidden = links.filter(({ module }) => module.kind === "linear").slice(0, -1);
  return uniform(convs) && uniform(hidden) ? links : null;
}
