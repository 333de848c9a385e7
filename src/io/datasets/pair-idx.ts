/** An IDX file by what its header says. */
export interface IdxFile {
  readonly name: string;
  readonly kind: "images" | "labels";
  /** Lengths of the axes. */
  readonly dimensions: readonly number[];
}

export interface Pair<F extends IdxFile> {
  readonly images: F;
  readonly labels: F;
}

/** Which files make the dataset. */
export interface IdxPairing<F extends IdxFile> {
  readonly main: Pair<F> | null;
  /** Examples that the files themselves set apart for testing. */
  readonly test: Pair<F> | null;
  /** Files that found no partner of their count. */
  readonly alone: readonly F[];
}

type Role = "train" | "test" | "any";
type Placed<F extends IdxFile> = Pair<F> & { readonly role: Role; readonly order: number };

function roleOf(name: string): Role {
  const file = (name.split("/").at(-1) ?? name).toLowerCase();
  if (/t10k|test|valid|\bval\b/.test(file)) return "test";
  return /train/.test(file) ? "train" : "any";
}

/** Images with labels of equal count, of the same part by name where possible; the latest first. */
function pairUp<F extends IdxFile>(files: readonly F[]): readonly Placed<F>[] {
  const free = new Set(files);
  const latest = [...files].reverse();
  const pairs: Placed<F>[] = [];
  for (const strict of [true, false])
    for (const images of latest) {
      if (images.kind !== "images" || !free.has(images)) continue;
      const role = roleOf(images.name);
      const labels = latest.find(
        (file) =>
          free.has(file) &&
          file.kind === "labels" &&
          file.dimensions[0] === images.dimensions[0] &&
          (!strict || roleOf(file.name) === role),
      );
      if (labels === undefined) continue;
      free.delete(images);
      free.delete(labels);
      const order = Math.max(files.indexOf(images), files.indexOf(labels));
      pairs.push({ images, labels, role: role === "any" ? roleOf(labels.name) : role, order });
    }
  return pairs.sort((a, b) => b.order - a.order);
}

/**
 * The dataset that the IDX files make: a pair for training, or of no part by name, and the test pair that came with it.
 * The later wins: a newer training pair does not take the test pair that belonged to the one before.
 * @param files in the order in which they were dropped
 */
export function pairIdx<F extends IdxFile>(files: readonly F[]): IdxPairing<F> {
  const pairs = pairUp(files);
  const tests = pairs.filter(({ role }) => role === "test");
  const mains = pairs.filter(({ role }) => role !== "test");
  const [main = null] = mains;
  const [test = null] = tests;
  const paired = new Set(pairs.flatMap(({ images, labels }) => [images, labels]));
  const taken = new Set(pairs.slice(0, 2).flatMap(({ images, labels }) => [images.name, labels.name]));
  const alone = files.filter((file) => !paired.has(file) && !taken.has(file.name));
  if (main === null || test === null) return { main: main ?? test, test: null, alone };
  const sameShape = main.images.dimensions.slice(1).join() === test.images.dimensions.slice(1).join();
  // with a training pair about, a pair without a part in its name is a dataset of its own
  const fellows = main.role === "train" || !mains.some(({ role }) => role === "train");
  const current = mains.length <= tests.length || main.order < test.order;
  if (sameShape && fellows && current) return { main, test, alone };
  return { main: main.order > test.order ? main : test, test: null, alone };
}
