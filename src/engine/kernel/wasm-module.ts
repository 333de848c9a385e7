/**
 * Writes small WebAssembly modules as bytes (WebAssembly Core Specification 2.0, sections 5.4 and 5.5, and its relaxed SIMD):
 * just what the kernels of this folder need, so that no compiler stands between their source and the browser.
 */

/** Instructions, nested as they were put together. */
export type Code = readonly (number | Code)[];

export const types = { int: 0x7f, float: 0x7d, vector: 0x7b } as const;
type TypeName = keyof typeof types;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) + 128);
  }
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7) {
    const last = (left >> 6 === 0 && (left & 64) === 0) || (left >> 6 === -1 && (left & 64) !== 0);
    if (last) return [...bytes, left & 127];
    bytes.push((left & 127) | 128);
  }
}

/** A local variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

const local = (index: number): Local => ({
  get: [0x20, unsigned(index)],
  set: (value) => [value, 0x21, unsigned(index)],
});

const simd = (operation: number): Code => [0xfd, unsigned(operation)];
const float = (value: number): Code => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)];

/** Operations on 32-bit integers. */
export const int = {
  of: (value: number): Code => [0x41, signed(value)],
  add: (a: Code, b: Code): Code => [a, b, 0x6a],
  multiply: (a: Code, b: Code): Code => [a, b, 0x6c],
  less: (a: Code, b: Code): Code => [a, b, 0x49],
  or: (a: Code, b: Code): Code => [a, b, 0x72],
  shiftLeft: (a: Code, bits: number): Code => [a, int.of(bits), 0x74],
  load: (address: Code, offset = 0): Code => [address, 0x28, 2, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, 2, unsigned(offset)],
};

/** Operations on four 32-bit floats at once. */
export const vector = {
  load: (address: Code, offset = 0): Code => [address, simd(0), 2, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, simd(11), 2, unsigned(offset)],
  /** One float from memory, four times. */
  repeat: (address: Code, offset = 0): Code => [address, simd(9), 2, unsigned(offset)],
  splat: (value: Code): Code => [value, simd(19)],
  of: (value: number): Code => [float(value), simd(19)],
  ofInt: (value: number): Code => [int.of(value), simd(17)],
  add: (a: Code, b: Code): Code => [a, b, simd(228)],
  subtract: (a: Code, b: Code): Code => [a, b, simd(229)],
  multiply: (a: Code, b: Code): Code => [a, b, simd(230)],
  /** a * b + c, rounded once or twice as the processor has it, always alike in one browser on one machine. Relaxed SIMD. */
  fused: (a: Code, b: Code, c: Code): Code => [a, b, c, simd(0x105)],
  divide: (a: Code, b: Code): Code => [a, b, simd(231)],
  least: (a: Code, b: Code): Code => [a, b, simd(232)],
  greatest: (a: Code, b: Code): Code => [a, b, simd(233)],
  or: (a: Code, b: Code): Code => [a, b, simd(80)],
  /** 1 where any bit is set. */
  any: (a: Code): Code => [a, simd(83)],
  nearest: (a: Code): Code => [a, simd(106)],
  toInts: (a: Code): Code => [a, simd(248)],
  addInts: (a: Code, b: Code): Code => [a, b, simd(174)],
  shiftLeft: (a: Code, bits: number): Code => [a, int.of(bits), simd(171)],
};

/** Runs `body` again while `again` holds, at least once. */
export const repeat = (body: Code, again: Code): Code => [0x03, 0x40, body, again, 0x0d, 0, 0x0b];
export const when = (condition: Code, body: Code): Code => [condition, 0x04, 0x40, body, 0x0b];
/** Counts a variable up from `from`, not beyond `to`; not at all where there is nothing to count. */
export const counted = (at: Local, from: Code, to: Code, step: Code, body: Code): Code => [
  at.set(from),
  when(int.less(at.get, to), repeat([body, at.set(int.add(at.get, step))], int.less(at.get, to))),
];

/** Declares a function's variables. */
export interface Scope {
  int(): Local;
  vector(): Local;
}

export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly TypeName[];
  readonly code: Code;
  readonly locals: readonly TypeName[];
}

/**
 * A function without a result.
 * @param write gives its code from its parameters and the variables that it declares
 */
export function wasmFunction(
  name: string,
  parameters: readonly TypeName[],
  write: (given: readonly Local[], scope: Scope) => Code,
): WasmFunction {
  const locals: TypeName[] = [];
  const declared = (type: TypeName) => local(parameters.length + locals.push(type) - 1);
  const scope = { int: () => declared("int"), vector: () => declared("vector") };
  const code = write(
    parameters.map((_, index) => local(index)),
    scope,
  );
  return { name, parameters, code, locals };
}

const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: readonly (readonly number[])[]): number[] => [id, ...sized(list(items))];
const named = (name: string): number[] => sized([...new TextEncoder().encode(name)]);

function flattened(code: Code, into: number[] = []): number[] {
  for (const part of code)
    if (typeof part === "number") into.push(part);
    else flattened(part, into);
  return into;
}

function body({ code, locals }: WasmFunction): number[] {
  const declared = list(locals.map((type) => [1, types[type]]));
  return sized([...declared, ...flattened(code), 0x0b]);
}

/** The bytes of a module that imports its memory as "kernel" "memory" and exports the functions by name. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const signatures = functions.map(({ parameters }) => [0x60, ...list(parameters.map((type) => [types[type]])), 0]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, signatures),
    ...section(2, [[...named("kernel"), ...named("memory"), 2, 0, 0]]),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...named(name), 0, ...unsigned(index)]),
    ),
    ...section(10, functions.map(body)),
  ]);
}
