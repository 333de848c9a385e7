/** Largest difference between two answers, relative to 1 + |number|; infinite where they are of other shapes or words. */
export function gapOf(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) / (1 + Math.abs(a));
  if (typeof a === "string" && typeof b === "string" && a !== b) {
    // an answer within an answer
    const [first, second] = [parsed(a), parsed(b)];
    return first === null || second === null ? Number.POSITIVE_INFINITY : gapOf(first, second);
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return a === b ? 0 : Number.POSITIVE_INFINITY;
  const [first, second] = [Object.entries(a), Object.entries(b)];
  if (first.length !== second.length) return Number.POSITIVE_INFINITY;
  return first.reduce((most, [name, value]) => Math.max(most, gapOf(value, (b as Record<string, unknown>)[name])), 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
