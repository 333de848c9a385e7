/** What a coalition is worth: a mean over the calibration examples. log-likelihood in nats. */
export type Payoff = "accuracy" | "true-class-probability" | "log-likelihood";
