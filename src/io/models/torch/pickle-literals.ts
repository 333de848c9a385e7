import { type PickleBytes, PickleError } from "./pickle-bytes.ts";

/**
 * The value of an opcode that stands for itself: numbers, texts, empty containers. Names are those of Python's pickletools.
 * @throws PickleError for any other opcode
 */
export function literalOf(opcode: number, read: PickleBytes): unknown {
  switch (opcode) {
    case 0x4e: // NONE
      return null;
    case 0x88: // NEWTRUE
      return true;
    case 0x89: // NEWFALSE
      return false;
    case 0x49: {
      // INT
      const line = read.line();
      return line === "01" ? true : line === "00" ? false : Number(line);
    }
    case 0x4c: // LONG
      return Number(read.line().replace(/L$/, ""));
    case 0x46: // FLOAT
      return Number(read.line());
    case 0x4a: // BININT
      return read.int32();
    case 0x4b: // BININT1
      return read.byte();
    case 0x4d: // BININT2
      return read.uint16();
    case 0x8a: // LONG1
      return read.long(read.byte());
    case 0x8b: // LONG4
      return read.long(read.uint32());
    case 0x47: // BINFLOAT
      return read.float64();
    case 0x53: // STRING
      return read.line().replace(/^(['"])(.*)\1$/, "$2");
    case 0x56: // UNICODE
      return read.line();
    case 0x54: // BINSTRING
    case 0x58: // BINUNICODE
      return read.text(read.uint32());
    case 0x55: // SHORT_BINSTRING
    case 0x8c: // SHORT_BINUNICODE
      return read.text(read.byte());
    case 0x8d: // BINUNICODE8
      return read.text(read.uint64());
    case 0x42: // BINBYTES
      return read.bytes(read.uint32());
    case 0x43: // SHORT_BINBYTES
      return read.bytes(read.byte());
    case 0x8e: // BINBYTES8
    case 0x96: // BYTEARRAY8
      return read.bytes(read.uint64());
    case 0x29: // EMPTY_TUPLE
    case 0x5d: // EMPTY_LIST
    case 0x8f: // EMPTY_SET
      return [];
    case 0x7d: // EMPTY_DICT
      return new Map();

    default:
      throw new PickleError(
        `has an instruction 0x${opcode.toString(16)} that torch.save does not write, at byte ${read.at - 1}`,
      );
  }
}
