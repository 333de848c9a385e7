import type { Shape } from "../src/core/model/model.ts";
import type { Gathering } from "./single-layer.ts";

/** Embeddings, masks, recurrent layers and attention. */
export function sequenceLayers({ weight, one }: Gathering): void {
  one("embedding", "", [[6]], { weights: { kernel: weight(7, 3) } }, { tokens: 7 });
  one("mask", "of tokens", [[6]], { value: 0 }, { tokens: 3 });
  one("mask", "of channels", [[6, 2]], { value: 0 }, { tokens: 2 });

  const gates = { lstm: 4, gru: 3, simple: 1 } as const;
  const gated = { activation: { name: "tanh" }, recurrentActivation: { name: "sigmoid" } } as const;
  for (const cell of ["lstm", "gru", "simple"] as const)
    for (const sequences of [false, true])
      for (const backwards of [false, true]) {
        const width = gates[cell] * 4;
        const weights = { kernel: weight(3, width), recurrent: weight(4, width), bias: weight(width) };
        const settings = { ...gated, cell, sequences, backwards };
        const title = `${cell}${sequences ? ", sequences" : ""}${backwards ? ", backwards" : ""}`;
        one("recurrent", title, [[5, 3]], { ...settings, weights });
        const both: Shape[] = [
          [5, 3],
          [5, 1],
        ];
        one("recurrent", `${title}, masked`, both, { ...settings, weights }, { masked: true });
        if (cell !== "gru") continue;
        const after = { ...weights, bias: weight(2, width) };
        one("recurrent", `${title}, reset after`, [[5, 3]], { ...settings, resetAfter: true, weights: after });
      }
  one("recurrent", "gru, reset after, without bias", [[4, 3]], {
    cell: "gru",
    activation: { name: "relu" },
    recurrentActivation: { name: "hard-sigmoid" },
    sequences: false,
    backwards: false,
    resetAfter: true,
    weights: { kernel: weight(3, 6), recurrent: weight(2, 6) },
  });

  const projections = {
    queryKernel: weight(3, 4),
    keyKernel: weight(5, 4),
    valueKernel: weight(5, 6),
    outputKernel: weight(6, 3),
  };
  const biases = { queryBias: weight(4), keyBias: weight(4), valueBias: weight(6), outputBias: weight(3) };
  const shapes = [
    [4, 3],
    [6, 5],
  ];
  for (const causal of [false, true]) {
    const title = causal ? "causal" : "everywhere";
    one("attention", `${title}, with biases`, shapes, { heads: 2, causal, weights: { ...projections, ...biases } });
    one("attention", `${title}, without, key apart`, [...shapes, [6, 5]], { heads: 1, causal, weights: projections });
  }
}
