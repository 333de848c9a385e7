import { outputShapes } from "../../../core/model/shapes.ts";
import { planFold } from "../../fold.ts";
import { foldedOps } from "../../webgpu/folded-ops.ts";
import { cutsOf } from "../programme-cuts.ts";
import { everyTrick, type TrickRule } from "../tricks.ts";

/** See `planFold` and `contributionsOf`. */
export const fold: TrickRule = {
  trick: "fold",
  does: "What each unit of the first masked layer gives to it is computed once; a coalition is a sum of those.",
  obstacle({ model, plan, programme, way }) {
    if (way === "rows" && typeof programme !== "string") {
      const { byChannel, depths } = cutsOf(programme, everyTrick);
      return byChannel.some((apart, at) => apart && depths[at] === 1)
        ? null
        : "The layer reads few places of each unit, or what each gives is too much to keep.";
    }
    if (way === "shaders" && typeof programme !== "string")
      return foldedOps(programme, everyTrick).length > 0
        ? null
        : "The layer reads few places of each unit, or what each gives is too much to keep.";
    const shapes = outputShapes(model);
    const folds = plan.suffix.some((layer) => {
      const site = plan.sites.get(layer.id);
      return site !== undefined && planFold(layer, site, shapes.get(layer.id) ?? []) !== null;
    });
    return folds ? null : "The first masked layer has as many units as numbers that it reads: a sum saves nothing.";
  },
};
