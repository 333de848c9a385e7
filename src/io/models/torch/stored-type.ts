/** How a tensor's numbers are stored, by the names of safetensors. */
export type StoredType =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "F8_E4M3"
  | "F8_E5M2"
  | "I64"
  | "U64"
  | "I32"
  | "U32"
  | "I16"
  | "U16"
  | "I8"
  | "U8"
  | "BOOL";

/** Bytes a number. */
export const typeWidths: Readonly<Record<StoredType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

/** True for the name of a stored type. */
export function isStoredType(name: unknown): name is StoredType {
  return typeof name === "string" && Object.hasOwn(typeWidths, name);
}

/** Types whose numbers may be weights; whole numbers are counters and tables, kept as they are. */
export function isFloat(type: StoredType): boolean {
  return type === "F64" || type === "F32" || type === "F16" || type === "BF16";
}
