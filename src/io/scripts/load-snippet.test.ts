import { expect, it } from "vitest";
import { dense, input, network } from "../../../test/layers.ts";
import { loadSnippet } from "./load-snippet.ts";

const model = network(input([3]), dense("d", "input", 3, 2));
const files = (...names: readonly string[]) => names.map((name) => ({ name, bytes: new Uint8Array() }));

it("opens the file by the name that it is saved under", () => {
  expect(loadSnippet(model, "onnx", files("net-4-units.onnx")).text).toContain('InferenceSession("net-4-units.onnx")');
  expect(loadSnippet(model, "keras-v3", files("net-4-units.keras")).text).toContain('load_model("net-4-units.keras"');
  expect(loadSnippet(model, "safetensors", files("net-4-units.safetensors")).text).toContain("net-4-units.safetensors");
});

it("Keras weights with their JSON beside them are loaded into what the JSON describes", () => {
  const { text } = loadSnippet(model, "keras-h5", files("net.weights.h5", "net.json"));
  expect(text).toContain('open("net.json", encoding="utf-8")');
  expect(text).toContain("keras.models.model_from_json(config.read())");
  expect(text).toContain('model.load_weights("net.weights.h5")');
});
