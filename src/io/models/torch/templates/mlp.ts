import { linears } from "./chain.ts";
import { linksOf } from "./chain-order.ts";
import { Sketch } from "./sketch.ts";
import { fitting, sizeWords, type Template } from "./template.ts";

/** Linear layers behind one another, with norms or without; activations and dropout leave no weights. */
export const mlpTemplate: Template = ({ modules, ordered, example }) => {
  const links = linksOf(modules, ordered);
  if (links === null || links.some(({ module }) => module.kind !== "linear")) return null;
  const width = links[0]?.module.shape[1] ?? 0;
  const size = example?.reduce((product, length) => product * length, 1);
  const spatial = example !== null && example.length > 1 && size === width;
  return fitting(() => {
    const sketch = new Sketch();
    const input = sketch.input(spatial ? example : [width]);
    const output = linears(sketch, spatial ? sketch.flatten(input) : input, links);
    const widths = [width, ...links.map(({ module }) => module.shape[0])];
    return {
      architecture: sketch.done(`MLP ${widths.join("-")}`, output),
      notes: [
        `The weights fit a chain of ${links.length} linear layer${links.length === 1 ? "" : "s"} (${widths.join(", ")}). They do not say, and Quorum took for granted: ReLU behind every hidden layer, logits as output${spatial ? `, inputs of ${sizeWords(example)} flattened channel by channel` : ""}.`,
      ],
    };
  });
};
