/** Labels as the lab uses them: class index a row, and what each class is called. */
export interface Classes {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
}

/** More classes than this is no classification that the lab can show. */
export const mostClasses = 1000;

/**
 * Class indices from whole numbers. Numbers that begin at 0 stay, even where some class has no row, since a network's
 * outputs are numbered so; numbers that begin at 1 move down by one; anything else is numbered in ascending order.
 * The file's number stays the class's name.
 */
export function classesOfNumbers(values: ArrayLike<number>): Classes {
  const present = new Set<number>();
  for (let row = 0; row < values.length; row++) present.add(values[row] ?? 0);
  const sorted = [...present].sort((a, b) => a - b);
  const least = sorted[0] ?? 0;
  const most = sorted.at(-1) ?? 0;
  const dense = (least === 0 || least === 1) && sorted.length * 2 > most - least && most < mostClasses;
  const names = dense ? Array.from({ length: most - least + 1 }, (_, i) => least + i) : sorted;
  const indexOf = new Map(names.map((value, index) => [value, index]));
  return {
    labels: Int32Array.from({ length: values.length }, (_, row) => indexOf.get(values[row] ?? 0) ?? 0),
    classNames: names.map(String),
  };
}

/** Labels that are class indices already, as IDX files hold them: none is moved, since a network's outputs are numbered so. */
export function classesOfIndices(values: ArrayLike<number>): Classes {
  let most = -1;
  for (let row = 0; row < values.length; row++) most = Math.max(most, values[row] ?? 0);
  return { labels: Int32Array.from(values), classNames: Array.from({ length: most + 1 }, (_, index) => String(index)) };
}

/** Class indices from words, the classes in alphabetical order of their code points. */
export function classesOfWords(values: readonly string[]): Classes {
  const classNames = [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const indexOf = new Map(classNames.map((name, index) => [name, index]));
  return { labels: Int32Array.from(values, (value) => indexOf.get(value) ?? 0), classNames };
}
