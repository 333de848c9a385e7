/** Disjoint sets of the numbers 0, 1, 2 ... with path halving. */
export interface UnionFind {
  /** Adds a set of its own and returns its number. */
  add(): number;
  union(a: number, b: number): void;
  /** The representative of a number's set: its smallest member. */
  find(a: number): number;
}

export function unionFind(): UnionFind {
  const parent: number[] = [];
  const find = (a: number): number => {
    let at = a;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  return {
    add: () => parent.push(parent.length) - 1,
    union: (a, b) => {
      const [x, y] = [find(a), find(b)];
      parent[Math.max(x, y)] = Math.min(x, y);
    },
    find,
  };
}
