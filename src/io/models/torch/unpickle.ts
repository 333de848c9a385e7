import { PickleBytes, PickleError } from "./pickle-bytes.ts";
import { literalOf } from "./pickle-literals.ts";
import { type PickleDict, PickleGlobal, PickleObject, type PickleWorld } from "./pickle-values.ts";

export interface Unpickled {
  readonly value: unknown;
  /** Place behind the pickle. */
  readonly end: number;
}

const mostOpcodes = 1_000_000;

class Machine {
  readonly #read: PickleBytes;
  readonly #world: PickleWorld;
  readonly #stack: unknown[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(bytes: PickleBytes, world: PickleWorld) {
    this.#read = bytes;
    this.#world = world;
  }

  #pop(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw new PickleError("takes a value that it never gave");
    return this.#stack.pop();
  }
  #top(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw new PickleError("uses a value that it never gave");
    return this.#stack.at(-1);
  }
  #toMark(): unknown[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new PickleError("ends a group that it never began");
    return this.#stack.splice(mark);
  }
  #text(): string {
    const value = this.#pop();
    if (typeof value !== "string") throw new PickleError("has a name that is no text");
    return value;
  }
  #global(module: string, name: string): PickleGlobal {
    const global = new PickleGlobal(module, name);
    this.#world.allow(global);
    return global;
  }
  #call(): unknown {
    const args = this.#pop();
    const callee = this.#pop();
    if (!(callee instanceof PickleGlobal) || !Array.isArray(args)) throw new PickleError("calls what is no function");
    return this.#world.call(callee, args);
  }
  #remember(index: number): void {
    this.#memo.set(index, this.#top());
  }
  #recall(index: number): unknown {
    if (!this.#memo.has(index)) throw new PickleError(`recalls entry ${index}, which it never kept`);
    return this.#memo.get(index);
  }
  #append(items: readonly unknown[]): void {
    const list = this.#top();
    if (Array.isArray(list)) for (const item of items) list.push(item);
    else if (!(list instanceof PickleObject)) throw new PickleError("appends to what is no list");
  }
  #put(items: readonly unknown[]): void {
    const dict = this.#top();
    if (items.length % 2 > 0) throw new PickleError("has a key without a value");
    if (dict instanceof PickleObject) return;
    if (!(dict instanceof Map)) throw new PickleError("puts a key into what is no dict");
    for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1]);
  }

  /** One opcode; true at the end. Names are those of Python's pickletools. */
  #step(opcode: number): boolean {
    const read = this.#read;
    const push = (value: unknown) => void this.#stack.push(value);
    switch (opcode) {
      case 0x80: // PROTO
        if (read.byte() > 5) throw new PickleError("has a version above 5");
        return false;
      case 0x2e: // STOP
        return true;
      case 0x95: // FRAME
        read.uint64();
        return false;
      case 0x28: // MARK
        this.#marks.push(this.#stack.length);
        return false;
      case 0x30: // POP
        if (this.#stack.length === this.#marks.at(-1)) this.#marks.pop();
        else this.#pop();
        return false;
      case 0x31: // POP_MARK
        this.#toMark();
        return false;
      case 0x32: // DUP
        push(this.#top());
        return false;
      case 0x70: // PUT
        this.#remember(Number(read.line()));
        return false;
      case 0x71: // BINPUT
        this.#remember(read.byte());
        return false;
      case 0x72: // LONG_BINPUT
        this.#remember(read.uint32());
        return false;
      case 0x94: // MEMOIZE
        this.#remember(this.#memo.size);
        return false;
      case 0x67: // GET
        push(this.#recall(Number(read.line())));
        return false;
      case 0x68: // BINGET
        push(this.#recall(read.byte()));
        return false;
      case 0x6a: // LONG_BINGET
        push(this.#recall(read.uint32()));
        return false;
      case 0x61: // APPEND
        this.#append([this.#pop()]);
        return false;
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        this.#append(this.#toMark());
        return false;
      case 0x73: {
        // SETITEM
        const value = this.#pop();
        this.#put([this.#pop(), value]);
        return false;
      }
      case 0x75: // SETITEMS
        this.#put(this.#toMark());
        return false;
      case 0x62: {
        // BUILD: attributes of dicts and tensors mean nothing here
        this.#pop();
        this.#top();
        return false;
      }
      default:
        push(this.#value(opcode));
        return false;
    }
  }

  /** The value that an opcode makes of the stack. */
  #value(opcode: number): unknown {
    const read = this.#read;
    switch (opcode) {
      case 0x74: // TUPLE
      case 0x6c: // LIST
      case 0x91: // FROZENSET
        return this.#toMark();
      case 0x64: {
        // DICT
        const items = this.#toMark();
        const dict: PickleDict = new Map();
        for (let i = 0; i + 1 < items.length; i += 2) dict.set(items[i], items[i + 1]);
        return dict;
      }
      case 0x85: // TUPLE1
        return [this.#pop()];
      case 0x86: {
        // TUPLE2
        const last = this.#pop();
        return [this.#pop(), last];
      }
      case 0x87: {
        // TUPLE3
        const last = this.#pop();
        const middle = this.#pop();
        return [this.#pop(), middle, last];
      }
      case 0x63: // GLOBAL
        return this.#global(read.line(), read.line());
      case 0x93: {
        // STACK_GLOBAL
        const name = this.#text();
        return this.#global(this.#text(), name);
      }
      case 0x52: // REDUCE
      case 0x81: // NEWOBJ
        return this.#call();
      case 0x50: // PERSID
        return this.#world.persistent(read.line());
      case 0x51: // BINPERSID
        return this.#world.persistent(this.#pop());
      default:
        return literalOf(opcode, read);
    }
  }

  run(): unknown {
    for (let count = 0; count < mostOpcodes; count++) if (this.#step(this.#read.byte())) return this.#pop();
    throw new PickleError(`has more than ${mostOpcodes} instructions`);
  }
}

/**
 * The value of a pickle, made of plain lists, maps, texts and numbers. Nothing is executed: names stay names, and `world`
 * says which are allowed and what a call of one stands for. No more than 1,000,000 instructions; no recursion.
 * @param from place in `bytes` where the pickle begins
 * @throws PickleError for a pickle that is damaged or does what torch.save never does, and what `world` throws
 */
export function unpickle(bytes: Uint8Array, from: number, world: PickleWorld): Unpickled {
  const read = new PickleBytes(bytes, from);
  const value = new Machine(read, world).run();
  return { value, end: read.at };
}
