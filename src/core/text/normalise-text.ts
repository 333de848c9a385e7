import type { NormaliseStep } from "./vocabulary.ts";

const steps: Readonly<Record<NormaliseStep, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  "strip-accents": (text) => text.normalize("NFD").replace(/\p{Mn}/gu, ""),
  nfc: (text) => text.normalize("NFC"),
  nfd: (text) => text.normalize("NFD"),
  nfkc: (text) => text.normalize("NFKC"),
  nfkd: (text) => text.normalize("NFKD"),
  clean: (text) => text.replace(/[\t\n\r\p{Zs}]/gu, " ").replace(/[\p{Cc}\p{Cf}\ufffd]/gu, ""),
  "space-chinese": (text) => text.replace(/[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]/g, " $& "),
  trim: (text) => text.trim(),
};

/** The text after each step in turn. */
export function normaliseText(text: string, wanted: readonly NormaliseStep[]): string {
  return wanted.reduce((changed, step) => steps[step](changed), text);
}
