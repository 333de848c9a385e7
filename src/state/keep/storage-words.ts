/** Why the browser's storage did not do what it was asked, to go on from "as …". */
export function storageWords(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "QuotaExceededError":
      return "the browser's storage is full";
    case "TimeoutError":
      return "the browser's storage does not answer";
    case "NotReadableError":
    case "NotFoundError":
      return "a file cannot be read any more";
    case "SecurityError":
    case "ReferenceError":
    case "TypeError":
    case "InvalidStateError":
      return "this browser lets the page store nothing (a private window, or storage is blocked)";
    default:
      return `the browser's storage failed (${name || String(error)})`;
  }
}

/** Whether another version of Quorum has made the storage. */
export function isOtherVersion(error: unknown): boolean {
  return error instanceof DOMException && error.name === "VersionError";
}

/** "a", "a and b", "a, b and c". */
export function listed(things: readonly string[]): string {
  return things.length < 2 ? things.join("") : `${things.slice(0, -1).join(", ")} and ${things.at(-1)}`;
}
