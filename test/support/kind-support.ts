import { dependencyGraphOf } from "../../src/core/dependency/dependency-graph-of.ts";
import { makesUnits } from "../../src/core/dependency/unit-layers.ts";
import { FailureError } from "../../src/core/failure.ts";
import { type Layer, type LayerKind, type Model, type Shape, weightsOf } from "../../src/core/model/model.ts";
import { runReference } from "../../src/core/model/reference-network.ts";
import { inputOf } from "../../src/core/model/shapes.ts";
import { applyLayer } from "../../src/engine/apply-layer.ts";
import { predict } from "../../src/engine/predict.ts";
import { type Tensor, tf } from "../../src/engine/tf.ts";
import { encodeFreshOnnx } from "../../src/io/models/onnx/fresh-onnx.ts";
import { openModel } from "../../src/io/models/onnx/model-proto.ts";
import { encodeLayersModel } from "../../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import { encodeSafetensorsFrom } from "../../src/io/models/torch/torch-encode.ts";
import { dense, flatten, input, network } from "../layers.ts";
import type { SingleLayerModel } from "../single-layer-models.ts";
import { kindVariants, probedIn } from "./kind-variants.ts";

/** What one thing gives over all variants of a layer kind that are tried. */
export interface Verdict {
  /** Words that occurred, such as operators; empty where nothing has words. */
  readonly words: readonly string[];
  readonly passed: number;
  readonly tried: number;
  /** Why variants did not pass, each once. */
  readonly reasons: readonly string[];
}

/** One row of the table of layer kinds. */
export interface KindSupport {
  readonly kind: LayerKind;
  /** "cut": its own units; "follows": units pass through it and are cut in front of it. */
  readonly units: Verdict;
  readonly engine: Verdict;
  readonly gradients: Verdict;
  readonly tfjs: Verdict;
  readonly onnx: Verdict;
  readonly safetensors: Verdict;
}

type Trial = (single: SingleLayerModel) => Promise<readonly string[]> | readonly string[];

/** The sentence without the layer's name and without what is the same for all. */
const reasonOf = (sentence: string): string =>
  sentence
    .replace(/ in "y"/g, "")
    .replace(/(The layer )?"y" (?=[a-z])/g, "")
    .replace(/\b\d+ groups/g, "groups")
    .replace(/, which .* (cannot express|does not write as ONNX)\.$/, "")
    .replace(/\.$/, "");

async function verdictOf(singles: readonly SingleLayerModel[], trial: Trial): Promise<Verdict> {
  const words = new Set<string>();
  const reasons = new Set<string>();
  let passed = 0;
  for (const single of singles)
    try {
      for (const word of await trial(single)) words.add(word);
      passed++;
    } catch (thrown) {
      if (!(thrown instanceof FailureError)) throw thrown;
      reasons.add(reasonOf(thrown.failure.message));
    }
  return { words: [...words].sort(), passed, tried: singles.length, reasons: [...reasons] };
}

const keeps = (message: string): FailureError => new FailureError({ kind: "model-unsupported", message });

const readsTokens = ({ kind }: Layer): boolean => kind === "embedding";

/** Variants that show what becomes of units: tokens in front of a mask are none, nor is a selection that leaves one. */
const showsUnits = ({ model }: SingleLayerModel): boolean => {
  const layer = probedIn(model);
  if (layer.kind === "mask") return inputOf(model).shape.length > 1;
  return layer.kind !== "channel-select" || new Set(layer.channels.filter((channel) => channel >= 0)).size > 1;
};

/** Whether units can be cut that the layer makes, or that pass through it, between two dense layers. */
const unitsTrial: Trial = ({ model }) => {
  const layer = probedIn(model);
  const { shape } = inputOf(model);
  const width = shape.at(-1) ?? 1;
  const from: Layer[] = readsTokens(layer)
    ? [input(shape, "before")]
    : [input([...shape.slice(0, -1), 2] as Shape), dense("before", "input", 2, width)];
  const read = { ...layer, inputs: layer.inputs.map(() => "before") } as Layer;
  const behind = [flatten("flat", "y"), dense("after", "flat", flatLength(model), 2)];
  const graph = dependencyGraphOf(network(...from, read, ...behind));
  const makers = new Set(graph.groups.flatMap(({ producers }) => producers));
  if (makesUnits(layer)) {
    if (makers.has("y")) return ["cut"];
  } else if (makers.has("before")) return ["follows"];
  const asked = makesUnits(layer) ? "y" : "before";
  throw keeps(graph.frozen.find((each) => each.layer === asked)?.reason ?? "its channels stay");
};

function flatLength(model: Model): number {
  const { shape } = inputOf(model);
  const size = shape.reduce((product, length) => product * length, 1);
  return runReference(model, new Float32Array(size), 1).length;
}

const engineTrial: Trial = async ({ model, inputs }) => {
  const ours = await predict(model, inputs, 2);
  const reference = runReference(model, inputs, 2);
  const apart = reference.some(
    (value, i) => !(Math.abs(value - (ours[i] ?? Number.NaN)) <= 1e-5 * (1 + Math.abs(value))),
  );
  if (apart || ours.length !== reference.length)
    throw new Error(`the engine's ${probedIn(model).kind} is not the reference's`);
  return [];
};

const gradientTrial: Trial = async ({ model, inputs }) => {
  const layer = probedIn(model);
  const named = Object.entries(weightsOf(layer)).filter(([, { values }]) => values.length > 0);
  const whole = layer.kind === "embedding" || layer.kind === "mask";
  if (whole && named.length === 0) throw keeps("has nothing to derive by");
  const x = tf.tensor(inputs, [2, ...inputOf(model).shape]);
  const weights = named.map(([, { shape, values }]) => tf.tensor(values, [...shape]));
  const slopes = tf.tidy(() =>
    tf.grads((...given: Tensor[]) => {
      const own = Object.fromEntries(
        named.map(([name], i) => [name, given[given.length - named.length + i] as Tensor]),
      );
      const read = whole ? x : (given[0] as Tensor);
      return tf.sum(
        applyLayer(
          layer,
          layer.inputs.map(() => read),
          own,
        ),
      ) as never;
    })([...(whole ? [] : [x]), ...weights]),
  );
  for (const slope of slopes)
    if ((await slope.data()).some((value: number) => !Number.isFinite(value)))
      throw new Error(`a derivative of ${layer.kind} is not finite`);
  tf.dispose([x, ...weights, ...slopes]);
  return [];
};

const tfjsTrial: Trial = ({ model }) => {
  const json = JSON.parse(encodeLayersModel(model, null)["model.json"]) as {
    modelTopology: { config: { layers: { class_name: string }[] } };
  };
  const classes = json.modelTopology.config.layers.map(({ class_name }) => class_name);
  return probedIn(model).kind === "input" ? classes : classes.filter((name) => name !== "InputLayer");
};

/** Layouts are turned where a layer asks for it: that says nothing of the layer. */
const onnxTrial: Trial = async ({ model }) => {
  const [file] = await encodeFreshOnnx(model);
  const ops = openModel("y.onnx", file?.bytes ?? new Uint8Array()).graph.node.map(({ op_type }) => op_type ?? "");
  return probedIn(model).kind === "permute" ? ops : ops.filter((op) => op !== "Transpose" && op !== "Identity");
};

const safetensorsTrial: Trial = async ({ model }) => {
  await encodeSafetensorsFrom(model);
  return [];
};

/** Every layer kind of the model description but the input, each tried in all variants; tfjs has to be running. */
export async function kindSupport(): Promise<readonly KindSupport[]> {
  const rows: KindSupport[] = [];
  for (const [kind, singles] of kindVariants())
    rows.push({
      kind,
      units: await verdictOf(singles.filter(showsUnits), unitsTrial),
      engine: await verdictOf(singles, engineTrial),
      gradients: await verdictOf(singles, gradientTrial),
      tfjs: await verdictOf(singles, tfjsTrial),
      onnx: await verdictOf(singles, onnxTrial),
      safetensors: await verdictOf(singles, safetensorsTrial),
    });
  return rows;
}

/** Every activation as a layer of its own, with what it is written as. */
export async function activationSupport(): Promise<
  readonly { readonly name: string; readonly tfjs: Verdict; readonly onnx: Verdict }[]
> {
  const byName = new Map<string, SingleLayerModel[]>();
  for (const single of kindVariants().get("activation") ?? []) {
    const layer = probedIn(single.model);
    if (layer.kind !== "activation") continue;
    byName.set(layer.activation.name, [...(byName.get(layer.activation.name) ?? []), single]);
  }
  const rows: { name: string; tfjs: Verdict; onnx: Verdict }[] = [];
  for (const [name, singles] of byName)
    rows.push({ name, tfjs: await verdictOf(singles, tfjsTrial), onnx: await verdictOf(singles, onnxTrial) });
  return rows;
}
