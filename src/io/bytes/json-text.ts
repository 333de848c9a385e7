import { FailureError } from "../../core/failure.ts";

const deepest = 128;

/** How deep brackets nest outside of strings; reading stops behind the limit. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length && most <= deepest; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 0x5c) i++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) most = Math.max(most, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return most;
}

/**
 * JSON with a limit on its depth, so that no file can exhaust the stack of whoever walks through it.
 * @throws FailureError file-damaged with the parser's own words
 */
export function parseJson(name: string, text: string): unknown {
  const failure = (message: string, details?: string) =>
    new FailureError({
      kind: "file-damaged",
      message,
      where: name,
      advice: "Fetch or export the file again.",
      ...(details === undefined ? {} : { details }),
    });
  if (depthOf(text) > deepest) throw failure(`The JSON in ${name} nests deeper than ${deepest} levels; no model does.`);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw failure(`${name} is not valid JSON: it is damaged or cut off.`, String(thrown));
  }
}
