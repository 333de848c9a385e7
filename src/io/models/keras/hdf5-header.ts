import { damagedHdf5, type Hdf5Cursor, unsupportedHdf5 } from "./hdf5-cursor.ts";

/** One message of an object's header. */
export interface Hdf5Message {
  readonly type: number;
  /** Where its data start. */
  readonly at: number;
  readonly size: number;
}

/** Message types that are read. */
export const messages = {
  space: 0x01,
  linkInfo: 0x02,
  type: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

const read: ReadonlySet<number> = new Set(Object.values(messages));
const mostMessages = 100_000;

interface Block {
  readonly at: number;
  readonly end: number;
}

function readBlocks(
  cursor: Hdf5Cursor,
  first: Block,
  next: (at: number) => { readonly type: number; readonly size: number; readonly flags: number; readonly at: number },
  smallest: number,
  continued: (at: number, length: number) => Block,
): readonly Hdf5Message[] {
  const found: Hdf5Message[] = [];
  const blocks = [first];
  const seen = new Set([first.at]);
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    for (let at = block.at; at + smallest <= block.end; ) {
      const message = next(at);
      const end = message.at + message.size;
      if (end > block.end || found.length > mostMessages)
        throw damagedHdf5(cursor.name, "the header of an object runs over its end", at);
      if (message.type === messages.continuation) {
        const more = continued(cursor.u64(message.at), cursor.u64(message.at + 8));
        if (seen.has(more.at)) throw damagedHdf5(cursor.name, "the header of an object runs in a circle", at);
        seen.add(more.at);
        blocks.push(more);
      } else if (read.has(message.type)) {
        if ((message.flags & 2) !== 0) throw unsupportedHdf5(cursor.name, "shares parts between objects");
        found.push({ type: message.type, at: message.at, size: message.size });
      }
      at = end;
    }
  }
  return found;
}

function block(cursor: Hdf5Cursor, at: number, length: number): Block {
  cursor.bytes(at, length);
  return { at, end: at + length };
}

function readFirstVersion(cursor: Hdf5Cursor, at: number): readonly Hdf5Message[] {
  return readBlocks(
    cursor,
    block(cursor, at + 16, cursor.u32(at + 8)),
    (from) => ({ type: cursor.u16(from), size: cursor.u16(from + 2), flags: cursor.u8(from + 4), at: from + 8 }),
    8,
    (from, length) => block(cursor, from, length),
  );
}

function readSecondVersion(cursor: Hdf5Cursor, at: number): readonly Hdf5Message[] {
  cursor.expect(at, "OHDR");
  const flags = cursor.u8(at + 5);
  const sizeAt = at + 6 + ((flags & 0x20) === 0 ? 0 : 16) + ((flags & 0x10) === 0 ? 0 : 4);
  const width = 1 << (flags & 3);
  const prefix = (flags & 4) === 0 ? 4 : 6;
  return readBlocks(
    cursor,
    block(cursor, sizeAt + width, cursor.unsigned(sizeAt, width)),
    (from) => ({ type: cursor.u8(from), size: cursor.u16(from + 1), flags: cursor.u8(from + 3), at: from + prefix }),
    prefix,
    (from, length) => {
      cursor.expect(from, "OCHK");
      // signature before, checksum behind
      return block(cursor, from + 4, length - 8);
    },
  );
}

/**
 * The messages of the object header at an address, those that no Keras file needs left out (IV.A.1).
 * @throws FailureError file-damaged, file-unsupported for shared messages
 */
export function readHeader(cursor: Hdf5Cursor, at: number): readonly Hdf5Message[] {
  const version = cursor.u8(at);
  if (version === 1) return readFirstVersion(cursor, at);
  if (version === 0x4f) return readSecondVersion(cursor, at);
  throw damagedHdf5(cursor.name, "no object stands where one should", at);
}
