import { crc32, deflateRawSync } from "node:zlib";
import { joined, little, utf8 } from "./hostile-case.ts";

/** An entry whose headers may say what is not so. */
export interface RawEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly method?: "store" | "deflate";
  /** Declared in place of the true one. */
  readonly declaredSize?: number;
  readonly flags?: number;
  /** Central entries point at this entry's local header instead of their own. */
  readonly at?: number;
}

/** A zip written by hand, so that its headers can lie. */
export function rawZip(entries: readonly RawEntry[], { cut = false } = {}): Uint8Array {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const { path, bytes, method = "store", declaredSize, flags = 0, at } of entries) {
    const name = utf8(path);
    const packed = method === "deflate" ? new Uint8Array(deflateRawSync(bytes)) : bytes;
    const code = method === "deflate" ? 8 : 0;
    const common = joined(
      little(2, 20, flags, code, 0, 0),
      little(4, crc32(bytes), packed.length, declaredSize ?? bytes.length),
      little(2, name.length, 0),
    );
    const local = joined(utf8("PK\x03\x04"), common, name, packed);
    offsets.push(offset);
    centrals.push(
      joined(
        utf8("PK\x01\x02"),
        little(2, 20),
        common,
        little(2, 0, 0, 0),
        little(4, 0, at === undefined ? offset : (offsets[at] ?? 0)),
        name,
      ),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = joined(...centrals);
  const end = joined(
    utf8("PK\x05\x06"),
    little(2, 0, 0, entries.length, entries.length),
    little(4, directory.length, offset),
    little(2, 0),
  );
  return joined(...locals, ...(cut ? [] : [directory, end]));
}
