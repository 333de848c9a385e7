import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { hasShared, sharedFile } from "../../../test/shared-file.ts";
import { gunzip } from "../bytes/gunzip.ts";
import { readCsvDataset } from "./csv-dataset.ts";

const read = (...lines: string[]) => readCsvDataset("t.csv", lines.join("\n")).dataset;

describe("readCsvDataset", () => {
  it("takes the last column for the label where nothing else is said", () => {
    expect(read("1,2.5,0", "3,-4,1", "5,6e1,1")).toEqual({
      name: "t.csv",
      count: 3,
      shape: [2],
      inputs: Float32Array.of(1, 2.5, 3, -4, 5, 60),
      labels: Int32Array.of(0, 1, 1),
      classNames: ["0", "1"],
      range: [-4, 60],
    });
  });

  it.each([
    ["named label", ["label,a,b", "1,5,6", "0,7,8"], [1, 0], [5, 6, 7, 8]],
    ["named Class among numbers", ["a,Class,b", "5,1,6", "7,0,8"], [1, 0], [5, 6, 7, 8]],
    ["of words", ["a,kind,b", "5,y,6", "7,x,8"], [1, 0], [5, 6, 7, 8]],
    ["first, with pixels behind it that end in zeros", ["5,3,0", "2,9,0", "5,1,0"], [1, 0, 1], [3, 0, 9, 0, 1, 0]],
    ["last, behind a column that numbers the rows", ["Id,a,Species", "1,5,s", "2,7,v"], [0, 1], [5, 7]],
    ["last in a table with tabs", ["5\t6\t1", "7\t8\t0"], [1, 0], [5, 6, 7, 8]],
    ["last in a table with semicolons", ["a;b;quality", "5;6;1", "7;8;0"], [1, 0], [5, 6, 7, 8]],
    ["last, with quotes around numbers", ['"5","6","1"', '"7","8","0"'], [1, 0], [5, 6, 7, 8]],
  ])("finds the label column %s", (_, lines, labels, inputs) => {
    const dataset = read(...lines);
    expect([...dataset.labels]).toEqual(labels);
    expect([...dataset.inputs]).toEqual(inputs);
  });

  it("recognises the counts and class names that scikit-learn puts first", () => {
    const dataset = read("3,2,setosa,virginica", "1,2,0", "3,4,1", "5,6,1");
    expect(dataset).toMatchObject({ count: 3, shape: [2], classNames: ["setosa", "virginica"] });
  });

  it("does not take such a line for counts when the rest does not bear it out", () => {
    expect(read("3,2,0", "1,2,0", "3,4,1", "5,6,1").count).toBe(4);
  });

  it("passes over a byte order mark's traces, empty lines and Windows line ends", () => {
    expect(read("1,2,0\r", "", "3,4,1\r", "").count).toBe(2);
  });

  it.each([
    ["a missing value", ["a,b,label", "1,2,0", "3,,1"], /missing.*line 3, column 2 \("b"\)/],
    ["a question mark", ["1,2,0", "?,4,1"], /missing.*line 2, column 1/],
    ["a missing label", ["a,b,label", "1,2,", "3,4,1"], /missing.*line 2, column 3/],
    ["text among numbers", ["1,2,0", "3,x4,1"], /"x4".*line 2, column 2/],
    ["a line that is too short", ["1,2,0", "3,1", "5,6,1"], /Line 2.*2 cells.*3/],
    ["lines counted across a quoted line break", ["a,b,label", '1,"2\n",0', "3,,1"], /line 4/],
    ["labels of words and numbers", ["1,2,0.5", "3,4,many"], /"many" where the label/],
    ["targets beyond any float", ["1,2,0.5", "3,4,1e200"], /"1e200" where the label/],
    ["a quote that is never closed", ['1,"2,0', "3,4,1"], /never closed/],
    ["one column", ["1", "2"], /two or more/],
    ["infinity", ["1,Infinity,0", "3,4,1"], /"Infinity"/],
  ])("is a typed failure with its place for %s", async (_, lines, words) => {
    const failure = await caughtFailure(() => read(...lines));
    expect(failure.kind).toBe("dataset-invalid");
    expect(failure.message).toMatch(words);
    expect(failure.where).toMatch(/^t\.csv/);
  });

  it("takes labels that are no whole numbers for the targets of a regression", () => {
    const { dataset, notes } = readCsvDataset("t.csv", "a,b,y\n1,2,0.5\n3,4,-1\n5,6,2");
    expect(dataset).toEqual({
      name: "t.csv",
      count: 3,
      shape: [2],
      inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
      labels: new Int32Array(0),
      classNames: [],
      targets: Float32Array.of(0.5, -1, 2),
      range: [1, 6],
      columns: ["a", "b"],
    });
    expect(notes.join()).toMatch(/from -1 to 2, so this is a regression/);
  });

  it("takes more than 1,000 whole numbers for targets, but no fewer", () => {
    const table = (values: number) => read(...Array.from({ length: 2400 }, (_, i) => `1,${i % values}`));
    expect(table(1001).targets).toHaveLength(2400);
    expect(table(1000)).toMatchObject({ labels: { length: 2400 }, classNames: { length: 1000 } });
    expect("targets" in table(1000)).toBe(false);
  });

  it("refuses a column with a different value in every row as classes", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `1,${i * 2}`);
    expect((await caughtFailure(() => read(...lines))).message).toMatch(/30 different values/);
  });

  it("refuses a text without rows", async () => {
    expect((await caughtFailure(() => read(""))).kind).toBe("dataset-invalid");
  });
});

describe.skipIf(!hasShared("data/tabular"))("the tables of the shared data", () => {
  it.each([
    ["iris.csv", 150, 4, ["setosa", "versicolor", "virginica"], [50, 50, 50]],
    ["wine_data.csv", 178, 13, ["class_0", "class_1", "class_2"], [59, 71, 48]],
    ["breast_cancer.csv", 569, 30, ["malignant", "benign"], [212, 357]],
  ])("%s has %i rows of %i numbers", (file, count, width, classNames, counts) => {
    const { dataset } = readCsvDataset(file, new TextDecoder().decode(sharedFile(`data/tabular/${file}`)));
    expect(dataset).toMatchObject({ count, shape: [width], classNames });
    expect(dataset.classNames.map((_, k) => dataset.labels.filter((label) => label === k).length)).toEqual(counts);
  });

  it("digits.csv.gz has 1797 rows of 64 numbers from 0 to 16", async () => {
    const text = new TextDecoder().decode(await gunzip("digits.csv.gz", sharedFile("data/tabular/digits.csv.gz")));
    const { dataset } = readCsvDataset("digits.csv", text);
    expect(dataset).toMatchObject({ count: 1797, shape: [64], range: [0, 16] });
    expect(dataset.classNames.map((_, k) => dataset.labels.filter((label) => label === k).length)).toEqual([
      178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]);
  });
});
