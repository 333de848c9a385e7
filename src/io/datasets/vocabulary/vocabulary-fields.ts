import { FailureError } from "../../../core/failure.ts";

/** Numbers beyond this belong to no embedding that a tab could hold. */
export const mostTokens = 1_000_000;

type JsonRecord = { readonly [key: string]: unknown };

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The failure of a vocabulary that cannot be used. */
export function invalidVocabulary(name: string, what: string, where?: string): FailureError {
  return new FailureError({
    kind: "dataset-invalid",
    message: `The vocabulary ${name} ${what}.`,
    where: where === undefined ? name : `${name}, ${where}`,
    advice: "Drop the tokenizer or vocabulary that was saved with the network.",
  });
}

/**
 * Tokens by their number, of a record of token -> number.
 * @throws FailureError dataset-invalid where a number is none or too large
 */
export function tokensOf(name: string, index: JsonRecord): readonly (string | null)[] {
  const entries = Object.entries(index);
  let most = -1;
  for (const [token, number] of entries) {
    if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0)
      throw invalidVocabulary(name, `gives "${token.slice(0, 40)}" no whole number from 0`, `"${token.slice(0, 40)}"`);
    most = Math.max(most, number);
  }
  if (entries.length === 0) throw invalidVocabulary(name, "has no words");
  if (most >= mostTokens)
    throw invalidVocabulary(name, `has numbers up to ${most}; at most ${mostTokens - 1} can be read`);
  const tokens = new Array<string | null>(most + 1).fill(null);
  for (const [token, number] of entries) tokens[number as number] = token;
  return tokens;
}
