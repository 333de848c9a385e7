import { FailureError } from "../failure.ts";
import { recordFormat } from "./run-record.ts";

const begin = `<pre id="${recordFormat}" tabindex="0">`;
const end = "</pre>";

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as text in HTML, between tags and in quoted attributes: names out of files are never markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** A run.json as a block of an HTML page that can be read by people and by `recordInPage`. */
export function recordBlock(json: string): string {
  return `${begin}${escapeHtml(json)}${end}`;
}

/**
 * The run.json in an HTML page that was written with `recordBlock`; null where there is none. The page is not parsed
 * and nothing in it is run.
 * @throws FailureError file-damaged where the block does not end
 */
export function recordInPage(html: string): string | null {
  const from = html.indexOf(begin);
  if (from < 0) return null;
  const to = html.indexOf(end, from);
  if (to < 0)
    throw new FailureError({
      kind: "file-damaged",
      message: "The report ends in the middle of its record.",
      advice: "Drop the report as Quorum wrote it, or its run.json.",
    });
  return html
    .slice(from + begin.length, to)
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (written) => Object.keys(signs).find((sign) => signs[sign] === written) ?? written,
    );
}
