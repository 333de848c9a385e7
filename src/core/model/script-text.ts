/** A text to be saved or copied. */
export interface ScriptText {
  readonly language: "python" | "javascript";
  readonly fileName: string;
  readonly text: string;
}
