import { formatsOut, formatWords, type ModelFormat } from "../../src/core/model/model-format.ts";
import { activationOperators } from "../../src/io/models/onnx/activation-operators.ts";
import { arithmeticOperators } from "../../src/io/models/onnx/arithmetic-operators.ts";
import { convOperators } from "../../src/io/models/onnx/conv-operators.ts";
import { dataTypes } from "../../src/io/models/onnx/data-types.ts";
import { denseOperators } from "../../src/io/models/onnx/dense-operators.ts";
import { foldedOperators } from "../../src/io/models/onnx/fold-constants.ts";
import { joinOperators } from "../../src/io/models/onnx/join-operators.ts";
import { normOperators } from "../../src/io/models/onnx/norm-operators.ts";
import { onnxOperators } from "../../src/io/models/onnx/onnx-operators.ts";
import { poolOperators } from "../../src/io/models/onnx/pool-operators.ts";
import { recurrentOperators } from "../../src/io/models/onnx/recurrent-operators.ts";
import { reshapeOperators } from "../../src/io/models/onnx/reshape-operators.ts";
import { resizeOperators } from "../../src/io/models/onnx/resize-operators.ts";
import { selectOperators } from "../../src/io/models/onnx/select-operators.ts";
import { activationOps } from "../../src/io/models/tfjs-graph/activation-ops.ts";
import { arithmeticOps } from "../../src/io/models/tfjs-graph/arithmetic-ops.ts";
import { channelOps } from "../../src/io/models/tfjs-graph/channel-ops.ts";
import { convOps } from "../../src/io/models/tfjs-graph/conv-ops.ts";
import { denseOps } from "../../src/io/models/tfjs-graph/dense-ops.ts";
import { graphOps } from "../../src/io/models/tfjs-graph/graph-ops.ts";
import { poolOps } from "../../src/io/models/tfjs-graph/pool-ops.ts";
import { reshapeOps } from "../../src/io/models/tfjs-graph/reshape-ops.ts";
import { spatialOps } from "../../src/io/models/tfjs-graph/spatial-ops.ts";
import { mergeClasses } from "../../src/io/models/tfjs-layers/merge-classes.ts";
import { normClasses } from "../../src/io/models/tfjs-layers/norm-classes.ts";
import { recurrentClasses } from "../../src/io/models/tfjs-layers/recurrent-classes.ts";
import { sequenceClasses } from "../../src/io/models/tfjs-layers/sequence-classes.ts";
import { knownClasses } from "../../src/io/models/tfjs-layers/tfjs-layer-classes.ts";
import { pointwiseClasses } from "../../src/io/models/tfjs-layers/tfjs-pointwise-classes.ts";
import { spatialClasses } from "../../src/io/models/tfjs-layers/tfjs-spatial-classes.ts";
import { weightedClasses } from "../../src/io/models/tfjs-layers/tfjs-weighted-classes.ts";
import { knownTemplates } from "../../src/io/models/torch/templates/match-template.ts";
import { fileKindSupport } from "./file-kind-support.ts";
import { activationSupport, kindSupport, type Verdict } from "./kind-support.ts";

type Cells = readonly string[];

function table(head: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Names by family; whatever no family has comes last. */
function families(given: readonly (readonly [string, Iterable<string>])[], all: readonly string[]): string {
  const named = given.map(([family, names]) => [family, [...names]] as const);
  const known = new Set(named.flatMap(([, names]) => names));
  const rest = all.filter((name) => !known.has(name));
  const rows = [...named, ["others", rest] as const].filter(([, names]) => names.length > 0);
  return table(
    ["family", "names"],
    rows.map(([family, names]) => [family, [...names].sort().join(", ")]),
  );
}

const keysOf = (pairs: readonly (readonly [string, unknown])[]): string[] => pairs.map(([name]) => name);

/** "yes", "no", or how many of the variants that were tried. */
function share({ passed, tried }: Verdict): string {
  if (passed === tried) return "yes";
  return passed === 0 ? "no" : "in part";
}

/** What it is written as; "-" where nothing of it is left in the file. */
function written(verdict: Verdict): string {
  if (verdict.passed === 0) return "no";
  const words = verdict.words.join(", ") || "-";
  return verdict.passed === verdict.tried ? words : `in part: ${words}`;
}

function unitsWords({ words, passed, tried }: Verdict): string {
  if (passed === 0) return "stay";
  return `${words.join(", ")}${passed < tried ? ", or stay" : ""}`;
}

const listed = (reasons: readonly string[]): string => reasons.join("; ");

async function layerKinds(): Promise<string> {
  const rows = await kindSupport();
  const notes = rows.flatMap(({ kind, units, tfjs, onnx }) => [
    ...(units.reasons.length > 0 ? [`- ${kind}, units stay: ${listed(units.reasons)}.`] : []),
    ...(kind !== "activation" && tfjs.reasons.length > 0
      ? [`- ${kind}, no new LayersModel where it ${listed(tfjs.reasons)}.`]
      : []),
    ...(kind !== "activation" && onnx.reasons.length > 0 ? [`- ${kind}, no new ONNX file.`] : []),
  ]);
  return [
    table(
      ["kind", "units", "engine", "derivatives", "in a new tfjs LayersModel", "in a new ONNX file", "safetensors"],
      rows.map(({ kind, units, engine, gradients, tfjs, onnx, safetensors }) => [
        `\`${kind}\``,
        unitsWords(units),
        share(engine),
        share(gradients),
        kind === "activation" ? "see below" : written(tfjs),
        kind === "activation" ? "see below" : written(onnx),
        share(safetensors),
      ]),
    ),
    "",
    ...notes,
  ].join("\n");
}

async function activations(): Promise<string> {
  const rows = await activationSupport();
  return table(
    ["activation", "as a layer of a new LayersModel", "in a new ONNX file"],
    rows.map(({ name, tfjs, onnx }) => [name, written(tfjs), written(onnx)]),
  );
}

async function fileKinds(): Promise<string> {
  const uses = {
    network: "network",
    data: "data",
    vocabulary: "vocabulary of texts",
    opened: "opened; what is inside counts",
    joined: "used with what it belongs to (weights, class names, external data)",
  } as const;
  const rows = await fileKindSupport();
  return table(
    ["a dropped file is", "taken as", "what is said where that is not enough"],
    rows.map(({ words, use, archived, advice }) => [
      words,
      use === null ? "refused" : `${uses[use]}${archived ? ", out of an archive" : ""}`,
      (advice ?? "").replaceAll("\n", "<br>"),
    ]),
  );
}

const exports = (): string =>
  table(
    ["network from", "goes out as"],
    (Object.keys(formatWords) as ModelFormat[]).map((format) => [
      formatWords[format],
      formatsOut(format)
        .map((out, place) => `${formatWords[out].replace(/^an? /, "")}${place === 0 ? " (its own)" : ""}`)
        .join(", "),
    ]),
  );

const kerasClasses = (): string =>
  families(
    [
      ["with weights", keysOf(weightedClasses)],
      ["norms and scales", keysOf(normClasses)],
      ["windows and places", keysOf(spatialClasses)],
      ["elementwise", keysOf(pointwiseClasses)],
      ["merges", keysOf(mergeClasses)],
      ["sequences", keysOf(sequenceClasses)],
      ["recurrent", keysOf(recurrentClasses)],
    ],
    knownClasses,
  );

const onnxOps = (): string =>
  families(
    [
      ["convolutions", convOperators.keys()],
      ["products", denseOperators.keys()],
      ["activations", activationOperators.keys()],
      ["pools", poolOperators.keys()],
      ["norms", normOperators.keys()],
      ["arithmetic", arithmeticOperators.keys()],
      ["shapes", reshapeOperators.keys()],
      ["selections", selectOperators.keys()],
      ["joins", joinOperators.keys()],
      ["resizing", resizeOperators.keys()],
      ["recurrent", recurrentOperators.keys()],
    ],
    [...onnxOperators.keys()],
  );

const tensorflowOps = (): string =>
  families(
    [
      ["convolutions", Object.keys(convOps)],
      ["products and lookups", Object.keys(denseOps)],
      ["activations", Object.keys(activationOps)],
      ["pools", Object.keys(poolOps)],
      ["arithmetic", Object.keys(arithmeticOps)],
      ["shapes", Object.keys(reshapeOps)],
      ["places", Object.keys(spatialOps)],
      ["channels", Object.keys(channelOps)],
    ],
    graphOps,
  );

/** docs/support.md, made of the tables that the readers and writers run on and of trials with layers of every kind; tfjs has to be running. */
export async function supportPage(): Promise<string> {
  return `# What is supported

Made from the code by \`npm run docs\`; a test fails when it is out of date. How to use it: [formats.md](formats.md).

## Formats of networks

${exports()}

In its own format a file is patched: every layer, operator and attribute that was read goes back, with the widths and
weights of the pruned network. The other formats are written anew, as far as the next two tables say.

## Layer kinds

Every kind was tried in several variants, each as a network of one layer. **Units**: "cut" - the layer makes units that
can be pruned; "follows" - units pass through it, and its own weights are cut along with them; "stay" - whatever it
reads or makes is frozen. **Engine**: computes what the reference implementation computes, to 1e-5. **Derivatives**:
those by inputs and weights exist, which training and the gradient prior need. **Safetensors** come with the architecture
as [layer JSON](layer-json.md), which has every kind in this table.

${await layerKinds()}

## Activations

"-" means that nothing has to be written.

${await activations()}

## Keras and tfjs layer classes

In tfjs LayersModels, \`.keras\`, \`.h5\` and JSON configurations, Keras 2 and 3.

${kerasClasses()}

## ONNX operators

What several nodes say together (a GELU, a LayerNormalization, a channel shuffle) is read as one layer. Weights and
constants: ${[...dataTypes.values()].map(({ words }) => words).join(", ")}.

${onnxOps()}

On constants alone, computed while reading: ${[...foldedOperators].sort().join(", ")}.

## TensorFlow operations (tfjs GraphModel)

${tensorflowOps()}

## PyTorch weights

Recognised by the names and shapes of their weights: ${knownTemplates}.

Any other architecture comes as a layer JSON or as the same network in ONNX, Keras or tfjs.

## Files

${await fileKinds()}
`;
}
