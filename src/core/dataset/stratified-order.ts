import type { RandomSource } from "../random/random-source.ts";

/**
 * The rows in a random order in which every stretch holds the classes in nearly their overall shares, so that parts
 * (and prefixes of parts) are stratified. Row r-th of a class with n rows, after a shuffle within the class, gets the
 * key (r + u) / n with u uniform; rows are sorted by key.
 */
export function stratifiedOrder(rows: Int32Array, labels: Int32Array, random: RandomSource): Int32Array {
  const byClass = new Map<number, number[]>();
  for (const row of rows) {
    const members = byClass.get(labels[row]);
    if (members) members.push(row);
    else byClass.set(labels[row], [row]);
  }
  const keyed: { row: number; key: number }[] = [];
  for (const label of [...byClass.keys()].sort((a, b) => a - b)) {
    const members = byClass.get(label)!;
    for (let r = members.length - 1; r >= 0; r--) {
      const other = random.integer(r + 1);
      const row = members[other];
      members[other] = members[r];
      keyed.push({ row, key: (r + random.uniform()) / members.length });
    }
  }
  return Int32Array.from(
    keyed.sort((a, b) => a.key - b.key || a.row - b.row),
    ({ row }) => row,
  );
}
