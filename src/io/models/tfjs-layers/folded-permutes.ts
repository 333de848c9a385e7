import type { Layer, LayerId } from "../../../core/model/model.ts";

/**
 * A permute that brings channels to the front just before a flatten is one flatten in channel-major order, the way in
 * which networks from PyTorch and ONNX flatten: so the two are read as one layer, which can be pruned through.
 * @param outputs layers that must stay as they are
 */
export function foldPermutes(layers: readonly Layer[], outputs: readonly LayerId[]): readonly Layer[] {
  const folded = new Map<LayerId, LayerId>();
  for (const layer of layers) {
    if (layer.kind !== "permute" || outputs.includes(layer.id)) continue;
    const axes = layer.axes.join();
    const readers = layers.filter(({ inputs }) => inputs.includes(layer.id));
    const toFront = axes === "2,0,1" || axes === "1,0";
    const [before] = layer.inputs;
    if (
      toFront &&
      before !== undefined &&
      readers.length > 0 &&
      readers.every((reader) => reader.kind === "flatten" && reader.order === "channels-last")
    )
      folded.set(layer.id, before);
  }
  return layers.flatMap((layer): readonly Layer[] => {
    if (folded.has(layer.id)) return [];
    const before = layer.kind === "flatten" ? folded.get(layer.inputs[0] ?? "") : undefined;
    return layer.kind === "flatten" && before !== undefined
      ? [{ ...layer, inputs: [before], order: "channels-first" }]
      : [layer];
  });
}
