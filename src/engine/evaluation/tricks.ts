/**
 * What makes evaluation cheaper, each to be switched by itself: "prefix" keeps what no mask reaches; "fold" keeps what
 * each unit of the first masked layer gives to it; "stack" evaluates many masks in one pass of tfjs; "kernel" computes on
 * rows of examples with our own kernel; and with it "gather" neither reads nor computes absent units, "zeros" leaves out inputs that
 * are zero for all examples of a tile, "shared" computes
 * once what coalitions of a call have in common from the first mask on, "table" keeps it between calls, and
 * "contributions" keeps with it what each unit gives to the next layer.
 */
export type Trick = "prefix" | "fold" | "stack" | "kernel" | "gather" | "zeros" | "shared" | "table" | "contributions";

export type Tricks = ReadonlySet<Trick>;

export const everyTrick: Tricks = new Set<Trick>([
  "prefix",
  "fold",
  "stack",
  "kernel",
  "gather",
  "zeros",
  "shared",
  "table",
  "contributions",
]);
