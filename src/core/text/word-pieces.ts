/**
 * The longest known piece from the left, again and again; later pieces carry the prefix (WordPiece, Wu et al. 2016,
 * arXiv:1609.08144, as BERT uses it).
 * @returns the pieces' numbers; null where some part of the word is not known
 */
export function wordPieces(word: string, known: ReadonlyMap<string, number>, prefix: string): readonly number[] | null {
  const letters = [...word];
  const pieces: number[] = [];
  for (let start = 0; start < letters.length; ) {
    let end = letters.length;
    let found: number | undefined;
    for (; end > start && found === undefined; end--)
      found = known.get((start === 0 ? "" : prefix) + letters.slice(start, end).join(""));
    if (found === undefined) return null;
    pieces.push(found);
    start = end + 1;
  }
  return pieces;
}
