import type { Model } from "../../core/model/model.ts";
import type { ModelFormat } from "../../core/model/model-format.ts";
import type { ScriptText } from "../../core/model/script-text.ts";
import type { EncodedFile } from "../models/model-claim.ts";
import { torchSnippetOf } from "./torch-snippet.ts";

const javascript = (loader: string): ScriptText => ({
  language: "javascript",
  fileName: "load.js",
  text: `import * as tf from "@tensorflow/tfjs";

// unpack the zip beside your page
const model = await tf.${loader}("./model.json");
const prediction = model.predict(input);
`,
});

const python = (...lines: readonly string[]): ScriptText => ({
  language: "python",
  fileName: "load.py",
  text: `${lines.join("\n")}\n`,
});

/** The lines that open an exported file in its own framework. */
export function loadSnippet(model: Model, format: ModelFormat, files: readonly EncodedFile[]): ScriptText {
  const name = JSON.stringify(files[0]?.name ?? "model");
  switch (format) {
    case "tfjs-layers":
      return javascript("loadLayersModel");
    case "tfjs-graph":
      return javascript("loadGraphModel");
    case "keras-v3":
    case "keras-h5":
      // weights that came with their JSON beside them go out so
      if (files[1] !== undefined)
        return python(
          "import keras",
          "",
          "# unpack the zip first",
          `with open(${JSON.stringify(files[1].name)}, encoding="utf-8") as config:`,
          "    model = keras.models.model_from_json(config.read())",
          `model.load_weights(${name})`,
          "prediction = model.predict(inputs)",
        );
      return python(
        "import keras",
        "",
        `model = keras.saving.load_model(${name}, compile=False)`,
        "prediction = model.predict(inputs)",
      );
    case "onnx":
      return python(
        "import onnxruntime as ort",
        "",
        `session = ort.InferenceSession(${name})`,
        "prediction = session.run(None, {session.get_inputs()[0].name: inputs})[0]",
      );
    case "safetensors":
    case "pytorch": {
      const selects = model.layers.some(({ kind }) => kind === "channel-select");
      const head = new TextDecoder().decode(files[0]?.bytes.subarray(0, 4096));
      const prefix = /"((?:module\.|_orig_mod\.)+)/.exec(head)?.[1] ?? "";
      return {
        language: "python",
        fileName: "load.py",
        text: torchSnippetOf(files[0]?.name ?? "model.safetensors", prefix, selects),
      };
    }
  }
}
