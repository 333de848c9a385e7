import type { Failure } from "../../core/failure.ts";
import type { LayerId, Model, Shape } from "../../core/model/model.ts";
import type { ModelFormat } from "../../core/model/model-format.ts";
import type { UnpackedFile } from "../bytes/unpack.ts";

/** A model and everything of its file that is needed to write the same file again. */
export interface DecodedModel<Origin = unknown> {
  readonly model: Model;
  /** The format's own business: structured-cloneable, never changed. */
  readonly origin: Origin;
  /** Layers that the file names as outputs, in its order; `model.output` is the first. Left out where it names one. */
  readonly outputs?: readonly LayerId[];
  /** Sentences on what was understood or guessed, such as the template that the weights' names fit. */
  readonly notes?: readonly string[];
}

/** One way to make a model of some of the dropped files. */
export interface ModelClaim {
  readonly format: ModelFormat;
  /** For the note: "a Keras 3 model". */
  readonly words: string;
  /** The largest `order` among its files; half a place more where it joins files that stand for themselves, too. */
  readonly order: number;
  readonly files: readonly UnpackedFile[];
  /** Noun phrases such as "w.bin, named by model.json"; the claim waits while there are any. */
  readonly missing: readonly string[];
  /** A join that the person did not ask for: where it cannot be read, its files just wait on. */
  readonly guess?: boolean;
  /**
   * @param example shape of one example of the dataset in hand, which settles axes that the file leaves open; null without one
   * @throws FailureError
   */
  read(example: Shape | null): Promise<DecodedModel>;
}

/** What one format finds among the dropped files. Nothing is thrown for a bad file. */
export interface ModelClaims {
  readonly claims: readonly ModelClaim[];
  /** Files of this format, whatever becomes of them. */
  readonly taken: ReadonlySet<UnpackedFile>;
  readonly failures: readonly Failure[];
}

export type ClaimModels = (files: readonly UnpackedFile[]) => Promise<ModelClaims>;

/** A file to be handed to the person. */
export interface EncodedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
