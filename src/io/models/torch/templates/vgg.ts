import { convolutions, linears } from "./chain.ts";
import { linksOf } from "./chain-order.ts";
import { pooledByGaps } from "./pool-patterns.ts";
import { Sketch } from "./sketch.ts";
import { fitting, sizeWords, type Template } from "./template.ts";

/**
 * VGG-11 to 19 (torchvision, with and without norms, and its kin for small images): at least 8 convolutions of 3 x 3 in
 * "features", whose numbers tell where it pools, then one to three linear layers. The size of the inputs follows from
 * the first linear layer and the pools.
 */
export const vggTemplate: Template = ({ modules, ordered }) => {
  const features = modules.filter(({ path }) => /^features\.\d+$/.test(path));
  const links = linksOf(modules, ordered);
  if (links === null || features.length === 0) return null;
  const convs = links.filter(({ module }) => module.kind === "conv");
  const rest = links.slice(convs.length);
  const gaps = pooledByGaps(convs);
  const small = convs.every(({ module }) => module.shape[2] === 3 && module.shape[3] === 3);
  if (gaps === null || convs.length < 8 || !small || convs.some(({ module }) => !features.includes(module)))
    return null;
  const pools = [...gaps, true];
  const places = (rest[0]?.module.shape[1] ?? 0) / (convs.at(-1)?.module.shape[0] ?? 1);
  const side = Math.sqrt(places) * 2 ** pools.filter((pool) => pool).length;
  const shape = [side, side, convs[0]?.module.shape[1] ?? 0];
  const name = `VGG-${convs.length + 3}`;
  return fitting(() => {
    const sketch = new Sketch();
    const last = convolutions(sketch, sketch.input(shape), convs, pools, "padding that keeps the size");
    return {
      architecture: sketch.done(name, linears(sketch, sketch.flatten(last), rest)),
      notes: [
        `The names and shapes fit ${name}${convs[0]?.norm ? " with batch norms" : ""} and ${rest.length} linear layer${rest.length === 1 ? "" : "s"}: inputs of ${sizeWords(shape)}, logits as output.`,
      ],
    };
  });
};
