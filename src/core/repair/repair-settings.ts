export const repairKinds = ["refit", "bias-correction", "batch-norm", "fine-tune"] as const;
export type RepairKind = (typeof repairKinds)[number];

export const optimizerNames = ["adam", "sgd"] as const;
/** "sgd" with a momentum of 0.9. */
export type OptimizerName = (typeof optimizerNames)[number];

export const scheduleNames = ["cosine", "constant"] as const;
export type ScheduleName = (typeof scheduleNames)[number];

/** Learn from the full network's outputs, too (Hinton, Vinyals, Dean 2015). */
export interface Distillation {
  /** Outputs are softened by it before they are compared. */
  readonly temperature: number;
  /** Share of the loss that compares with the full network; the rest compares with the labels. Within (0, 1]. */
  readonly share: number;
}

export interface FineTuneSettings {
  readonly kind: "fine-tune";
  readonly optimizer: OptimizerName;
  /** Learning rate at the start. */
  readonly rate: number;
  readonly schedule: ScheduleName;
  readonly epochs: number;
  readonly batch: number;
  /** Ends after so many epochs without a better validation figure. */
  readonly patience: number;
  readonly distillation: Distillation | null;
}

/** How a pruned network is repaired: one step of several that may follow each other. */
export type RepairSettings =
  | {
      /** Least squares, layer by layer (METHOD section 6). */
      readonly kind: "refit";
      /** lambda as a share of the mean diagonal. */
      readonly penalty: number;
    }
  | {
      /** Only what each output is off by in the mean. */
      readonly kind: "bias-correction";
    }
  | {
      /** Moving mean and variance of batch normalisation, measured anew. */
      readonly kind: "batch-norm";
    }
  | FineTuneSettings;
