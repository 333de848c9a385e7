import type { Pairing } from "../../../core/dataset/pairing.ts";
import type { Way } from "../../../core/dataset/pairing-ways.ts";
import { shapeWords } from "../../quantities.ts";
import { valuesWords } from "./scales.ts";

const channelWords = {
  "as-is": "",
  reversed: "colours as blue, green, red",
  "grey-to-colour": "grey as three equal colours",
  "colour-to-grey": "colours as grey",
} as const;

/** How the numbers of an example reach the places of the input: "resized from 8 × 8 to 28 × 28, colours as grey". */
export function wayWords(way: Way): string {
  const { image, transposed, resize, channels, written, text } = way;
  const words: string[] = [];
  if (text) words.push(`padded ${text.pad} and cut ${text.cut === "before" ? "at the start" : "at the end"}`);
  if (image && image.order === "channels-first") words.push("read colour by colour");
  if (transposed) words.push("rows and columns exchanged");
  if (image && resize) words.push(`resized bilinearly from ${shapeWords(image.plane)} to ${shapeWords(resize)}`);
  if (channelWords[channels] !== "") words.push(channelWords[channels]);
  if (written === "channels-first") words.push("handed on colour by colour");
  return words.join(", ");
}

/** Everything that is done to an example, in order; `plain` for what needs no word. */
export function pairingWords(pairing: Pairing, range: readonly [number, number], plain = ""): string {
  const { invertedFrom, values, classes } = pairing;
  const parts = [wayWords(pairing) || plain];
  if (invertedFrom !== null) parts.push("inverted");
  parts.push(valuesWords(values, range));
  if (classes !== null) parts.push("classes reordered");
  return parts.filter((part) => part !== "").join(", ");
}
