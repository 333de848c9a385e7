/** One string a coalition, equal for equal coalitions only: sixteen players a character. */
export function coalitionKey(coalition: Uint8Array): string {
  let key = "";
  for (let from = 0; from < coalition.length; from += 16) {
    let bits = 0;
    const to = Math.min(from + 16, coalition.length);
    for (let i = from; i < to; i++) bits = (bits << 1) | coalition[i];
    key += String.fromCharCode(bits);
  }
  return key;
}
