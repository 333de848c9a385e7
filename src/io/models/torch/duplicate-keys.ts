import { FailureError } from "../../../core/failure.ts";

const mostKeys = 500_000;

/** End of the string that begins at `from` (its opening quote): the place behind its closing quote. */
function stringEnd(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === 0x22) return i + 1;
  }
  return text.length;
}

function keyOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    // the parser that reads the whole text will say what is wrong with it
    return quoted;
  }
}

/**
 * The first key that appears twice in one object of a JSON text; null where none does. JSON.parse would keep the last
 * silently, other readers the first: two programs would see different tensors.
 * @throws FailureError file-too-large beyond 500,000 keys
 */
export function duplicateKeyOf(name: string, text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let keys = 0;
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      const end = stringEnd(text, i);
      let next = end;
      while (/\s/.test(text.charAt(next))) next++;
      const seen = open.at(-1);
      if (text.charAt(next) === ":" && seen) {
        const key = keyOf(text.slice(i, end));
        if (seen.has(key)) return key;
        seen.add(key);
        if (++keys > mostKeys)
          throw new FailureError({
            kind: "file-too-large",
            message: `${name} describes more than ${mostKeys} entries; no network does.`,
            where: name,
          });
      }
      i = end;
      continue;
    }
    if (code === 0x7b) open.push(new Set());
    else if (code === 0x5b) open.push(null);
    else if (code === 0x7d || code === 0x5d) open.pop();
    i++;
  }
  return null;
}
