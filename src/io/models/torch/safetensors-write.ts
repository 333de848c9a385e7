import { joinBytes } from "../../bytes/join-bytes.ts";
import type { Metadata } from "./safetensors-read.ts";
import type { StateTensor } from "./state-tensor.ts";
import { typeWidths } from "./stored-type.ts";

const entry = (key: string, value: unknown): string => `${JSON.stringify(key)}:${JSON.stringify(value)}`;

/**
 * A safetensors file of these tensors. Wider types come first, as every writer of the format has it, so that each
 * tensor lies on its own alignment; among equals the order stays. The header is padded to a multiple of 8 bytes.
 */
export function writeSafetensors(tensors: readonly StateTensor[], metadata: Metadata): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((a, b) => typeWidths[b.type] - typeWidths[a.type]);
  const entries: string[] = [];
  if (metadata.length > 0)
    // keys are joined by hand: in an object "__proto__" would not be a key
    entries.push(`"__metadata__":{${metadata.map(([key, text]) => entry(key, text)).join(",")}}`);
  let at = 0;
  for (const { name, type, shape, bytes } of sorted) {
    entries.push(entry(name, { dtype: type, shape, data_offsets: [at, at + bytes.length] }));
    at += bytes.length;
  }
  const text = new TextEncoder().encode(`{${entries.join(",")}}`);
  const header = new Uint8Array(8 + 8 * Math.ceil(text.length / 8)).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - 8), true);
  header.set(text, 8);
  return joinBytes([header, ...sorted.map(({ bytes }) => bytes)]);
}
