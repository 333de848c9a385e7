/** What a file's name says it is for; validation examples are for choosing, test examples for reporting. */
export type Part = "train" | "val" | "test";

const words: ReadonlyMap<string, Part> = new Map<string, Part>([
  ["train", "train"],
  ["training", "train"],
  ["test", "test"],
  ["testing", "test"],
  ["t10k", "test"],
  ["val", "val"],
  ["valid", "val"],
  ["validation", "val"],
  ["dev", "val"],
]);
const pattern = /(?<![a-z])(training|train|testing|test|t10k|validation|valid|val|dev)(?![a-z])/i;
/** Numbers of shards and batches: "-00001-of-00004", "data_batch_3". */
const shard = /-\d{2,6}-of-\d{2,6}/;
const batch = /(?<![a-z])(?:data_batch_\d+|test_batch)(?![a-z0-9])/i;

export interface NamedPart {
  /** The name with the part's word and number left out: files with the same one belong together. */
  readonly whole: string;
  readonly part: Part;
}

/** "digits-test.csv" is the test part of "digits-*.csv"; null where the name says nothing. */
export function partOf(name: string): NamedPart | null {
  const lower = name.toLowerCase().replace(shard, "");
  const numbered = batch.exec(lower);
  if (numbered) return { whole: lower.replace(batch, "*"), part: numbered[0].startsWith("test") ? "test" : "train" };
  const found = pattern.exec(lower);
  const part = words.get(found?.[1] ?? "");
  return part === undefined ? null : { whole: lower.replace(pattern, "*"), part };
}
