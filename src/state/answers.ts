import type { Jobs } from "../jobs/contract.ts";

/** Answers of the jobs by the names that the page uses, so that the page knows nothing of threads. */
export type Holdings = Jobs["open"]["answer"];
export type LoadedModel = NonNullable<Holdings["model"]>;
export type LoadedDataset = NonNullable<Holdings["dataset"]>;
export type Prepared = Jobs["prepare"]["answer"];
/** What was tried before a pairing was proposed. */
export type PairingTrials = NonNullable<Prepared["trials"]>;
export type BackendReport = NonNullable<Prepared["backend"]>;
export type FullAccuracy = NonNullable<Prepared["full"]>;
export type Accuracy = FullAccuracy["test"];
export type Appraisal = Jobs["appraise"]["answer"];
export type ExportedModel = Jobs["export"]["answer"];
export type Verified = Jobs["verify"]["answer"];
export type Measure = NonNullable<Prepared["measure"]>;
export type Estimation = Jobs["estimate"]["answer"];
export type EstimateSpec = Jobs["estimate"]["spec"];
/** A close look at one unit: its weights and its top examples. */
export type UnitLook = Jobs["unit"]["answer"];
/** What the networks say of an example that a person tried. */
export type Answered = Jobs["answer"]["answer"];
export type TriedInput = Jobs["answer"]["spec"]["input"];
export type TinyGame = Jobs["tiny"]["answer"];
export type TinySolutions = NonNullable<TinyGame["solutions"]>;
export type TinySpec = Jobs["tiny"]["spec"];
