import type { Dataset } from "../core/dataset/dataset.ts";
import { type Failure, failureOf } from "../core/failure.ts";
import type { Shape } from "../core/model/model.ts";
import { encodeTexts } from "../core/text/encode-texts.ts";
import type { Vocabulary } from "../core/text/vocabulary.ts";
import { tokenWords } from "../core/text/words-of.ts";
import type { ByteSource } from "./bytes/byte-source.ts";
import { unpack } from "./bytes/unpack.ts";
import { type AssembledDataset, assembleDataset } from "./datasets/assemble-dataset.ts";
import type { DatasetTools } from "./datasets/dataset-claim.ts";
import { claimVocabulary } from "./datasets/vocabulary/claim-vocabulary.ts";
import { explainLeftovers } from "./explain-leftovers.ts";
import { type AssembledModel, claimModels, readModel } from "./models/assemble-model.ts";

/** What all files dropped so far amount to. */
export interface Assembly {
  readonly model: AssembledModel | null;
  readonly dataset: AssembledDataset | null;
  /** Sentences on what was taken and how it was understood. */
  readonly notes: readonly string[];
  /** What is still awaited, each a noun phrase such as "w.bin, named by model.json". */
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** The sources to hand in again with the next drop: what is in use and what waits. The others are done with. */
  readonly kept: readonly ByteSource[];
}

interface Encoded {
  readonly dataset: AssembledDataset | null;
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
}

/** Texts as the numbers that a vocabulary gives them; without one they wait for it. */
function withTokens(found: AssembledDataset | null, vocabulary: Vocabulary | null): Encoded {
  const settled: Encoded = { dataset: found, missing: [], failures: [] };
  const dataset: Dataset | undefined = found?.dataset;
  if (found === null || dataset === undefined) return settled;
  if (dataset.texts === undefined)
    // numbers stay as they are; what they stand for may be shown
    return vocabulary === null
      ? settled
      : { ...settled, dataset: { ...found, dataset: { ...dataset, tokens: tokenWords(vocabulary), vocabulary } } };
  if (vocabulary === null) {
    const missing = `the vocabulary of the texts in ${dataset.name} (tokenizer.json, vocab.txt or a word index as JSON)`;
    return { ...settled, dataset: null, missing: [missing] };
  }
  try {
    const encoded = encodeTexts(dataset, vocabulary);
    return { ...settled, dataset: { dataset: encoded, hash: `${found.hash}+${vocabulary.name}` } };
  } catch (thrown) {
    return { ...settled, dataset: null, failures: [failureOf(thrown)] };
  }
}

/**
 * Decides what the dropped files are: a network in any format that Quorum reads, its files in any order, loose or
 * zipped, a dataset, and the vocabulary of its texts. Later files win; what failed leaves what was there before.
 * Nothing is thrown for a bad file: it becomes one of the `failures`.
 * @param sources all that is kept from before, then the new ones, in the order of dropping
 * @param tools what reading pictures needs from outside
 * @param example shape of one example for a network that leaves its size open, where no data are among the files
 */
export async function assemble(
  sources: readonly ByteSource[],
  tools: DatasetTools = {},
  example: Shape | null = null,
): Promise<Assembly> {
  const { files, failures } = await unpack(sources);
  const claims = await claimModels(files);
  const others = files.filter((file) => !claims.taken.has(file));
  const words = await claimVocabulary(others);
  const data = await assembleDataset(
    others.filter((file) => !words.taken.has(file)),
    tools,
  );
  const { dataset, ...waiting } = withTokens(data.dataset, words.vocabulary);
  const model = await readModel(claims, dataset?.dataset.shape ?? example);
  const parts = [model, words, data];
  const left = others.filter((file) => !words.taken.has(file) && !data.taken.has(file));
  const used = new Set(parts.flatMap(({ taken }) => [...taken].map(({ source }) => source)));
  const leftovers = explainLeftovers(left, used);
  return {
    model: model.model,
    dataset,
    notes: [...parts.flatMap(({ notes }) => notes), ...leftovers.notes],
    missing: [...model.missing, ...data.missing, ...waiting.missing, ...leftovers.missing],
    failures: [...failures, ...parts.flatMap((part) => part.failures), ...waiting.failures, ...leftovers.failures],
    kept: sources.filter((source) => [...parts, leftovers].some(({ kept }) => kept.has(source))),
  };
}
