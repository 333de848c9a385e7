/** A text as a literal of Python; JSON's escapes are Python's, too. */
export function pythonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Text for a comment or docstring: one line, without quotes that would end it. */
export function pythonRemark(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/\\/g, "/")
    .replace(/"/g, "'");
}

/** A list of whole numbers as a literal of Python. */
export function pythonNumbers(numbers: readonly number[]): string {
  return `[${numbers.join(", ")}]`;
}
