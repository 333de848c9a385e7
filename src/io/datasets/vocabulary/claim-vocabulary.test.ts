import { describe, expect, it } from "vitest";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { encodeTexts } from "../../../core/text/encode-texts.ts";
import { textEncoder } from "../../../core/text/text-encoder.ts";
import { sourceOfBytes } from "../../bytes/byte-source.ts";
import { unpack } from "../../bytes/unpack.ts";
import { assembleDataset } from "../assemble-dataset.ts";
import { claimVocabulary } from "./claim-vocabulary.ts";

const open = async (files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) =>
  (
    await unpack(
      Object.entries(files).map(([name, content]) =>
        sourceOfBytes(
          name,
          typeof content === "string" ? (new TextEncoder().encode(content) as Uint8Array<ArrayBuffer>) : content,
        ),
      ),
    )
  ).files;
const vocabularyOf = async (name: string, content: unknown) => {
  const found = await claimVocabulary(
    await open({ [name]: typeof content === "string" ? content : JSON.stringify(content) }),
  );
  return { ...found, failure: found.failures[0] };
};
const index = { "<OOV>": 1, the: 2, cat: 3 };

describe("vocabularies", () => {
  it("are Keras tokenizers, as to_json writes them or plain", async () => {
    const written = {
      class_name: "Tokenizer",
      config: { num_words: 4, oov_token: "<OOV>", lower: true, word_index: JSON.stringify(index) },
    };
    for (const json of [written, { word_index: index, num_words: 4, oov_token: "<OOV>", filters: "!." }]) {
      const { vocabulary } = await vocabularyOf("tokenizer.json", json);
      expect(textEncoder(vocabulary!)("The cat! fox")).toEqual([2, 3, 1]);
      expect(vocabulary).toMatchObject({ limit: 4, unknown: 1 });
    }
  });

  it("are word indices, the token for unknown words found by its name", async () => {
    const { vocabulary } = await vocabularyOf("word_index.json", index);
    expect(textEncoder(vocabulary!)("the fox")).toEqual([2, 1]);
    const without = await vocabularyOf("word_index.json", { the: 1, cat: 2, dog: 3 });
    expect(textEncoder(without.vocabulary!)("the fox dog")).toEqual([1, 3]);
  });

  it("are lists of lines, of BERT or of TextVectorization", async () => {
    const bert = await vocabularyOf("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nca\n##t\n");
    expect(textEncoder(bert.vocabulary!)("The cat.")).toEqual([2, 4, 5, 6, 1, 3]);
    const lines = await vocabularyOf("vocabulary.txt", "\n[UNK]\nthe\ncat\n");
    expect(textEncoder(lines.vocabulary!)("The cat's")).toEqual([2, 1]);
    expect(lines.vocabulary?.tokens[0]).toBeNull();
  });

  it("are Hugging Face tokenizers of words and pieces", async () => {
    const { vocabulary } = await vocabularyOf("tokenizer.json", {
      version: "1.0",
      truncation: null,
      added_tokens: [{ id: 1, content: "[UNK]", special: true }],
      normalizer: { type: "BertNormalizer", lowercase: true },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: {
        type: "TemplateProcessing",
        single: [{ SpecialToken: { id: "[CLS]" } }, { Sequence: { id: "A" } }, { SpecialToken: { id: "[SEP]" } }],
      },
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        vocab: { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, cat: 4, "##s": 5 },
      },
    });
    expect(textEncoder(vocabulary!)("Cats, CAT")).toEqual([2, 4, 5, 1, 4, 3]);
  });

  it.each([
    ["of pairs of bytes", { model: { type: "BPE", vocab: { a: 0 }, merges: [] } }, "file-unsupported", /BPE model/],
    [
      "with a normalizer unknown here",
      { normalizer: { type: "Replace" }, model: { type: "WordLevel", vocab: { a: 0 } } },
      "file-unsupported",
      /Replace/,
    ],
    ["with numbers that are none", { word_index: { a: -1 } }, "dataset-invalid", /no whole number/],
    ["with numbers beyond any network", { word_index: { a: 1e12 } }, "dataset-invalid", /at most/],
    ["without words", { word_index: {} }, "dataset-invalid", /no words/],
  ])("%s are refused with a sentence", async (_, json, kind, words) => {
    const { vocabulary, failure } = await vocabularyOf("tokenizer.json", json);
    expect(vocabulary).toBeNull();
    expect(failure).toMatchObject({ kind });
    expect(failure?.message).toMatch(words);
  });

  it("are not tables, texts or settings", async () => {
    const { vocabulary, taken } = await claimVocabulary(
      await open({ "a.csv": "a,b\n1,2\n", "README.txt": "hello there\n", "config.json": '{"lr": 0.1, "epochs": 3}' }),
    );
    expect([vocabulary, taken.size]).toEqual([null, 0]);
  });
});

describe.skipIf(!hasShared("models/keras3-spam-avg-embedding"))("the shared spam tokenizer", () => {
  it("turns all 5,572 messages into exactly the numbers that Keras made of them", async () => {
    const folder = "models/keras3-spam-avg-embedding";
    const { vocabulary } = await claimVocabulary(
      await open({ "tokenizer.json": sharedFile(`${folder}/tokenizer.json`) }),
    );
    const read = async (name: string, path: string) =>
      (await assembleDataset(await open({ [name]: sharedFile(path) }))).dataset!.dataset;
    const texts = await read("sms_spam.csv", "data/text/sms_spam.csv");
    const keras = await read("sms_encoded.npz", `${folder}/sms_encoded.npz`);
    const encoded = encodeTexts(texts, vocabulary!, 100);
    expect(encoded.count).toBe(5572);
    expect(encoded.inputs).toEqual(keras.inputs);
    expect(encoded.labels).toEqual(keras.labels);
  });
});
