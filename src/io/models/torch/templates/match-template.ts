import type { Shape } from "../../../../core/model/model.ts";
import type { StateDict } from "../state-tensor.ts";
import { alexnetTemplate } from "./alexnet.ts";
import { chainTemplate } from "./chain.ts";
import { mlpTemplate } from "./mlp.ts";
import { modulesOf } from "./modules.ts";
import { residualTemplate } from "./residual.ts";
import type { Template, TemplateMatch } from "./template.ts";
import { vggTemplate } from "./vgg.ts";

/** The particular before the general. */
const templates: readonly Template[] = [residualTemplate, alexnetTemplate, vggTemplate, chainTemplate, mlpTemplate];

/** For the sentence on weights that fit none of them. */
export const knownTemplates =
  "MLP, LeNet-5 and other plain chains of convolutions, AlexNet, VGG-11 to 19, ResNet for CIFAR (20, 32, 56 ...) and ResNet-18 to 152";

/**
 * The first architecture that the names and shapes of the weights fit; null where there is none.
 * @param ordered true where the tensors stand in the order of the network
 * @param example shape of one example of the data in hand, channels last
 */
export function matchTemplate(state: StateDict, ordered: boolean, example: Shape | null): TemplateMatch | null {
  const modules = modulesOf(state);
  for (const template of templates) {
    const match = template({ modules, ordered, example });
    if (match !== null) return match;
  }
  return null;
}
