import { expect, it } from "vitest";
import { plainPairing } from "../../../core/dataset/pairing.ts";
import { pairingWords } from "./pairing-words.ts";

it("says what needs a word, in the order in which it happens", () => {
  expect(pairingWords(plainPairing, [0, 1])).toBe("values as they are");
  const pairing = {
    ...plainPairing,
    image: { plane: [32, 48], order: "channels-first" },
    transposed: true,
    resize: [28, 28],
    channels: "colour-to-grey",
    invertedFrom: 255,
    values: { kind: "per-image" },
    classes: [1, 0],
  } as const;
  expect(pairingWords(pairing, [0, 255])).toBe(
    "read colour by colour, rows and columns exchanged, resized bilinearly from 32 × 48 to 28 × 28, colours as grey, inverted, standardised image by image, classes reordered",
  );
  const text = { ...plainPairing, text: { pad: "after", cut: "before" } } as const;
  expect(pairingWords(text, [0, 4999])).toBe("padded after and cut at the start, values as they are");
});
