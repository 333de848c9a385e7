import { expect, it } from "vitest";
import { dense, input, network } from "../../../test/layers.ts";
import { dependencyGraphOf } from "../../core/dependency/dependency-graph-of.ts";
import type { TorchOrigin } from "../models/torch/torch-origin.ts";
import { originalScript } from "./original-script.ts";

const original = network(input([3]), dense("fc1", "input", 3, 4, "relu"), dense("fc2", "fc1", 4, 2));
const graph = dependencyGraphOf(original);
const plan = { keep: [{ group: graph.groups[0]!.id, units: [0, 3] }] };

it("names the checkpoint that came in, the way to its state_dict and the keys of its tensors", () => {
  const homes = ["fc1", "fc2"].flatMap((layer) =>
    ["kernel", "bias"].map((weight) => ({
      layer,
      weight,
      source: [{ key: `module.${layer}.${weight === "kernel" ? "weight" : "bias"}` }],
    })),
  );
  const origin: TorchOrigin = {
    format: "pytorch",
    name: "all.zip: runs/net.pth",
    metadata: [],
    wrapper: "state_dict",
    layout: "torch",
    homes,
    tensors: [],
  };
  const { text } = originalScript({ original, graph, plan, origin, format: "pytorch" })!;
  expect(text).toContain('torch.load("runs/net.pth", map_location="cpu", weights_only=True)["state_dict"]');
  expect(text).toContain(
    'save_file({key: tensor.contiguous() for key, tensor in pruned.items()}, "runs/net-pruned.safetensors")',
  );
  expect(text).toContain(`    ("module.fc1.weight", 0, [0, 3]),
    ("module.fc1.bias", 0, [0, 3]),
    ("module.fc2.weight", 1, [0, 3]),
]`);
});

it("speaks Keras of a Keras file, and says nothing of formats without such a framework", () => {
  const script = originalScript({ original, graph, plan, origin: null, format: "keras-v3" });
  expect(script!.text).toContain('("fc2/kernel", 0, [0, 3])');
  expect(originalScript({ original, graph, plan, origin: null, format: "onnx" })).toBeNull();
});
