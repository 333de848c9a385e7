/** The files of the embedded sample, relative to the page: LeNet-5 and the UCI optical digits (see public/sample/ORIGIN.md). */
export const sampleFiles = [
  "sample/model.json",
  "sample/group1-shard1of1.bin",
  "sample/digits-train.csv.gz",
  "sample/digits-test.csv.gz",
] as const;
