import type { FileKind } from "./file-kind.ts";
import { decodeText } from "./text.ts";

const startsWith = (head: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, i) => head[i] === byte);

function isUtf8(head: Uint8Array): boolean {
  try {
    // a character may be cut at the end of the head
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Windows-1252 (and so ISO-8859-1): few bytes of 0x80..0x9f, and none of the five that mean nothing there. */
function isLatin(head: Uint8Array): boolean {
  let rare = 0;
  for (const byte of head) {
    if (byte === 0x7f || byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d)
      return false;
    if (byte >= 0x80 && byte < 0xa0) rare++;
  }
  return rare * 20 <= head.length;
}

/** True where the bytes are text: hardly a control character, and UTF-8 or Latin letters. */
export function isText(head: Uint8Array): boolean {
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return true;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 9 || (byte > 13 && byte < 32)) control++;
  }
  return control * 100 <= head.length && (isUtf8(head) || isLatin(head));
}

/** A JSON object a line, for the first two lines; one object over several lines is not that. */
function isJsonLines(text: string): boolean {
  const lines = text.split(/\r?\n/, 3);
  if (lines.length < 2 || (lines[1] ?? "").trim() === "") return false;
  return lines.slice(0, lines.length > 2 ? 2 : 1).every((line) => {
    try {
      return /^\s*\{/.test(line) && typeof JSON.parse(line) === "object";
    } catch {
      return false;
    }
  });
}

/** word -> number and nothing else, as far as the head shows: at least three pairs. */
const isWordIndex = (text: string): boolean =>
  /^\s*\{\s*("(?:[^"\\]|\\.)*"\s*:\s*\d+\s*[,}]\s*){3}/.test(text.slice(0, 4096)) &&
  !/"quorum"\s*:/.test(text.slice(0, 64));

function isTokenizer(text: string): boolean {
  if (/^\s*\{\s*"class_name"\s*:\s*"Tokenizer"/.test(text)) return true;
  if (/^\s*\{[^{}[\]]*"word_index"\s*:/.test(text)) return true;
  if (/"model"\s*:\s*\{\s*"type"\s*:\s*"(WordPiece|WordLevel|BPE|Unigram)"/.test(text)) return true;
  return /^\s*\{\s*"version"\s*:\s*"[\d.]+"\s*,\s*"truncation"\s*:/.test(text) || isWordIndex(text);
}

function jsonKind(text: string): FileKind {
  if (/"format"\s*:\s*"quorum-layers"/.test(text)) return "quorum-layers";
  if (/"format"\s*:\s*"graph-model"/.test(text)) return "tfjs-graph-model";
  if (/"format"\s*:\s*"layers-model"/.test(text)) return "tfjs-layers-model";
  if (/"modelTopology"\s*:\s*\{\s*"node"/.test(text)) return "tfjs-graph-model";
  if (/"modelTopology"/.test(text)) return "tfjs-layers-model";
  if (/"format"\s*:\s*"quorum-/.test(text) || /^\s*\{\s*"quorum"\s*:/.test(text)) return "run-record";
  if (isTokenizer(text)) return "tokenizer";
  const named = /"class_name"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  if (named !== undefined && /^(Sequential|Functional|Model)$/.test(named)) return "keras-config";
  return isJsonLines(text) ? "jsonl" : "json";
}

/** The same separator equally often in each of the first lines. */
function looksLikeTable(text: string, whole: boolean): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const sure = (whole ? lines : lines.slice(0, -1)).slice(0, 20);
  if (sure.length === 0) return false;
  return [",", ";", "\t"].some((separator) => {
    const counts = sure.map((line) => line.replace(/"[^"]*"/g, "").split(separator).length - 1);
    const usual = counts.at(-1) ?? 0;
    return usual > 0 && counts.filter((count) => count === usual).length * 2 > counts.length;
  });
}

/** What a text is; its name breaks ties between a table and other text. */
export function textKind(name: string, head: Uint8Array, size: number): FileKind {
  const text = decodeText(head);
  const start = text.trimStart();
  if (start.startsWith("version https://git-lfs.github.com/spec/")) return "lfs-pointer";
  if (/^<(!doctype|html|\?xml|head|body|svg)/i.test(start)) return "html";
  // "[PAD]" on the first line is a vocabulary, no list
  if (/^(\{|\[\s*(["{[\]\d-]|true|false|null|$))/.test(start)) return jsonKind(text);
  if (/^(#!.*python|import \w|from [\w.]+ import )/m.test(text.slice(0, 4096))) return "python";
  if (/\.(csv|tsv)(\.gz)?$/i.test(name) || looksLikeTable(text, size <= head.length)) return "csv";
  return "text";
}
