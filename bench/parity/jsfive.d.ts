/** jsfive ships no types; what is used of it here. */
declare module "jsfive" {
  export class File {
    constructor(bytes: ArrayBuffer, name: string);
    readonly keys: string[];
    readonly attrs: Record<string, unknown>;
    get(path: string): unknown;
  }
}
