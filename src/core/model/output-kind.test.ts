import { expect, it } from "vitest";
import {
  activate,
  conv,
  dense,
  dropout,
  flatten,
  globalPool,
  input,
  lenet,
  network,
  reshape,
  select,
} from "../../../test/layers.ts";
import { outputKindOf, saysProbabilities } from "./output-kind.ts";

it("takes a softmax for probabilities, fused or as a layer of its own", () => {
  expect(outputKindOf(lenet())).toBe("probabilities");
  expect(outputKindOf(network(input([4]), dense("d", "input", 4, 3), activate("s", "d", "softmax")))).toBe(
    "probabilities",
  );
});

it("takes a log-softmax for log-probabilities", () => {
  expect(outputKindOf(network(input([4]), dense("d", "input", 4, 3, "log-softmax")))).toBe("log-probabilities");
});

it("takes one sigmoid for the probability of class 1, several for logits", () => {
  expect(outputKindOf(network(input([4]), dense("d", "input", 4, 1, "sigmoid")))).toBe("binary");
  expect(outputKindOf(network(input([4]), dense("d", "input", 4, 2, "sigmoid")))).toBe("logits");
});

it("takes anything else for logits", () => {
  expect(outputKindOf(network(input([4]), dense("d", "input", 4, 3)))).toBe("logits");
  expect(outputKindOf(network(input([4]), dense("d", "input", 4, 3, "softmax"), activate("r", "d", "relu")))).toBe(
    "logits",
  );
});

it("looks through dropout, linear activations and a flatten of a single place", () => {
  const head = [
    conv("c", "input", [4, 4, 1, 3], "softmax"),
    flatten("f", "c"),
    dropout("o", "f"),
    activate("l", "o", "linear"),
  ];
  expect(outputKindOf(network(input([4, 4, 1]), ...head))).toBe("probabilities");
});

it("does not take an average over several places for a softmax", () => {
  expect(outputKindOf(network(input([5, 5, 1]), conv("c", "input", [4, 4, 1, 3], "softmax"), flatten("f", "c")))).toBe(
    "logits",
  );
  expect(
    outputKindOf(network(input([5, 5, 1]), conv("c", "input", [4, 4, 1, 3], "softmax"), globalPool("g", "c"))),
  ).toBe("logits");
});

it("looks through what leaves the numbers of a single place in order, and through nothing else", () => {
  const head = [input([3]), dense("d", "input", 3, 4, "softmax")] as const;
  const shaped = reshape("s", "d", [1, 4]);
  const turned = { id: "t", kind: "permute", inputs: ["s"], axes: [1, 0] } as const;
  expect(outputKindOf(network(...head, shaped, turned))).toBe("probabilities");
  expect(outputKindOf(network(...head, select("c", "d", [0, 1, 2, 3])))).toBe("probabilities");
  expect(outputKindOf(network(...head, select("c", "d", [0, 1])))).toBe("logits");
  expect(outputKindOf(network(...head, { id: "r", kind: "rescaling", inputs: ["d"], scale: 2, offset: 0 }))).toBe(
    "logits",
  );
  const apart = network(input([2, 3]), dense("d", "input", 3, 4, "softmax"), reshape("s", "d", [8]));
  expect(outputKindOf(apart)).toBe("logits");
});

it("takes a softmax, one sigmoid and bare logits for a say in how sure the network is", () => {
  const ending = (width: number, name: "softmax" | "log-softmax" | "sigmoid" | "relu" | "linear") =>
    saysProbabilities(network(input([4]), dense("d", "input", 4, width, name)));
  expect(ending(3, "softmax")).toBe(true);
  expect(ending(3, "log-softmax")).toBe(true);
  expect(ending(3, "linear")).toBe(true);
  expect(ending(1, "sigmoid")).toBe(true);
  expect(ending(3, "sigmoid")).toBe(false);
  expect(ending(3, "relu")).toBe(false);
  expect(ending(1, "linear")).toBe(false);
});
