import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../test/dataset-of.ts";
import { hasShared, sharedFile } from "../../../test/shared-file.ts";

const latin = (content: string) => Uint8Array.from(content, (letter) => letter.charCodeAt(0));

describe("tables of texts", () => {
  const rows = [
    "good film and a joy to watch,pos",
    "a long dull mess of a film,neg",
    '"well, not quite, but fun",pos',
    "two hours I shall not get back,neg",
  ];

  it("have the wordy column as the text and the other as the label", async () => {
    const { dataset, notes } = await datasetOf({ "reviews.csv": `review,sentiment\n${rows.join("\n")}\n` });
    expect(dataset?.dataset).toMatchObject({
      count: 4,
      shape: [0],
      classNames: ["neg", "pos"],
      labels: Int32Array.of(1, 0, 1, 0),
    });
    expect(dataset?.dataset.texts?.[2]).toBe("well, not quite, but fun");
    expect(notes.join()).toMatch(/the text is column 1 \("review"\); the label is column 2 \("sentiment"\)/);
  });

  it("come without a header, with tabs or semicolons, and in ISO-8859-1", async () => {
    for (const separator of ["\t", ";"]) {
      const lines = [
        "très bon film que voilà",
        "un film tout à fait raté",
        "rien de neuf là dedans non",
        "une vraie réussite à voir vite",
      ];
      const text = lines.map((line, i) => `${i % 2}${separator}${line}`).join("\n");
      const { dataset } = await datasetOf({ "t.tsv": latin(text) });
      expect(dataset?.dataset.texts?.[0]).toBe(lines[0]);
      expect(dataset?.dataset.labels).toEqual(Int32Array.of(0, 1, 0, 1));
    }
  });

  it("with a label missing are refused at the line", async () => {
    const { failures } = await datasetOf({ "r.csv": `text,label\n${rows.join("\n")}\nno label at all here,\n` });
    expect(failures).toMatchObject([{ kind: "dataset-invalid", where: 'r.csv, line 6, column 2 ("label")' }]);
  });

  it("are not made of tables of numbers with a column of names", async () => {
    const { dataset } = await datasetOf({
      "n.csv": "a,b,species\n1,2,Iris setosa\n3,4,Iris virginica\n5,6,Iris setosa\n",
    });
    expect(dataset?.dataset).toMatchObject({ shape: [2], classNames: ["Iris setosa", "Iris virginica"] });
  });
});

describe("lines that begin with their label", () => {
  it("are numbers and words, in parts", async () => {
    const { dataset } = await datasetOf({
      "sst_train.txt": "1 a fine film indeed\n0 what a mess\n1 lovely\n",
      "sst_test.txt": "0 dreadful stuff\n1 very good\n",
    });
    expect(dataset?.dataset).toMatchObject({
      count: 5,
      labels: Int32Array.of(1, 0, 1, 0, 1),
      testRows: Int32Array.of(3, 4),
    });
    expect(dataset?.dataset.texts?.[3]).toBe("dreadful stuff");
  });

  it("are fastText's", async () => {
    const { dataset } = await datasetOf({ "f.txt": "__label__cat it purrs\n__label__dog it barks\n" });
    expect(dataset?.dataset.classNames).toEqual(["cat", "dog"]);
  });

  it("are refused at the first line that is none", async () => {
    const good = "0 some words here\n1 other words there\n".repeat(2000);
    const { failures } = await datasetOf({ "t.txt": `${good}no label\n` });
    expect(failures).toMatchObject([{ kind: "dataset-invalid", where: "t.txt, line 4001" }]);
  });
});

describe("JSON lines", () => {
  it("are texts and labels, or numbers and labels", async () => {
    const texts = await datasetOf({
      "d.jsonl": '{"text": "a good day to you", "label": 1}\n{"text": "such a bad day it was", "label": 0}\n',
    });
    expect(texts.dataset?.dataset).toMatchObject({
      labels: Int32Array.of(1, 0),
      texts: ["a good day to you", "such a bad day it was"],
    });
    const numbers = await datasetOf({
      "d.jsonl": '{"x": [1, 2], "z": 3, "label": "a"}\n{"x": [4, 5], "z": 6, "label": "b"}\n',
    });
    expect(numbers.dataset?.dataset).toMatchObject({
      shape: [3],
      inputs: Float32Array.of(1, 2, 3, 4, 5, 6),
      classNames: ["a", "b"],
    });
  });

  it.each([
    ["a line cut off", '{"a": 1, "label": 0}\n{"a": 2, "label": 1}\n{"a":\n', "file-damaged", /line 3/],
    [
      "a list of another length",
      '{"a": [1, 2], "label": 0}\n{"a": [1], "label": 1}\n',
      "dataset-invalid",
      /line 2, "a"/,
    ],
    ["a value left out", '{"a": 1, "label": 0}\n{"label": 1}\n', "dataset-invalid", /line 2, "a"/],
  ])("with %s are refused at the line", async (_, text, kind, place) => {
    const { failures } = await datasetOf({ "d.jsonl": text });
    expect(failures).toMatchObject([{ kind }]);
    expect(failures[0]?.where).toMatch(place);
  });
});

describe("missing values", () => {
  it("cost their rows where those are few, and are refused where they are many", async () => {
    const lines = Array.from({ length: 10 }, (_, i) => `${i},${i * 2},${i % 2}`);
    const few = await datasetOf({ "t.csv": `a,b,label\n${lines.join("\n")}\n,3,1\n5,NA,0\n` });
    expect(few.dataset?.dataset.count).toBe(10);
    expect(few.notes.join()).toMatch(/2 of 12 rows have missing values and were left out/);
    const many = await datasetOf({ "t.csv": "a,label\n,1\n2,0\n" });
    expect(many.failures).toMatchObject([{ kind: "dataset-invalid", where: 't.csv, line 2, column 1 ("a")' }]);
  });
});

describe.skipIf(!hasShared("data/text"))("the shared texts", () => {
  const shared = (...names: readonly string[]) =>
    datasetOf(Object.fromEntries(names.map((name) => [name, sharedFile(`data/text/${name}`)])));
  const counts = (
    { labels, classNames }: { labels: Int32Array; classNames: readonly string[] },
    from: number,
    to: number,
  ) => classNames.map((_, index) => labels.slice(from, to).filter((label) => label === index).length);

  it("are 5,572 messages of ham and spam", async () => {
    const { dataset } = await shared("sms_spam.csv");
    expect(dataset?.dataset).toMatchObject({ count: 5572, classNames: ["ham", "spam"] });
    expect(counts(dataset!.dataset, 0, 5572)).toEqual([4825, 747]);
  });

  it("are 77 intents in the order of their list, with 3,080 test questions", async () => {
    const { dataset } = await shared("banking77_test.csv", "banking77_categories.json", "banking77_train.csv");
    const names = JSON.parse(new TextDecoder().decode(sharedFile("data/text/banking77_categories.json")));
    expect(dataset?.dataset).toMatchObject({ count: 13_083, classNames: names });
    expect(dataset?.dataset.testRows).toHaveLength(3080);
    expect(new Set(counts(dataset!.dataset, 10_003, 13_083))).toEqual(new Set([40]));
  });

  it("are questions of six kinds and sentences of two", async () => {
    const trec = (await shared("trec_train.txt", "trec_test.txt")).dataset!.dataset;
    expect(counts(trec, 0, 5452)).toEqual([1162, 1250, 86, 1223, 835, 896]);
    expect(counts(trec, 5452, 5952)).toEqual([138, 94, 9, 65, 81, 113]);
    const sst = (await shared("sst2_dev.txt", "sst2_test.txt", "sst2_train.txt")).dataset!.dataset;
    expect([counts(sst, 0, 6920), counts(sst, 6920, 7792), counts(sst, 7792, 9613)]).toEqual([
      [3310, 3610],
      [428, 444],
      [912, 909],
    ]);
    expect(sst.testRows).toHaveLength(1821);
  });
});
