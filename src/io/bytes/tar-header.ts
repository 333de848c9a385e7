/** Length of a tar header and of the blocks that contents are filled up to. */
export const tarBlock = 512;

/** A number in octal digits, ended by a space or a zero; null where there is none. */
export function octalOf(bytes: Uint8Array): number | null {
  const text = String.fromCharCode(...bytes).replace(/[\0 ]+$/, "");
  const digits = text.trimStart();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** True for a tar header: its checksum is the sum of its bytes, with spaces in the checksum's own place. */
export function isTarHeader(bytes: Uint8Array): boolean {
  if (bytes.length < tarBlock || bytes[0] === 0) return false;
  const declared = octalOf(bytes.subarray(148, 156));
  if (declared === null) return false;
  let sum = 0;
  for (let i = 0; i < tarBlock; i++) sum += i >= 148 && i < 156 ? 32 : (bytes[i] ?? 0);
  return sum === declared;
}
