import type { JobTable } from "./host.ts";
import { appraise } from "./kinds/appraise.ts";
import { estimate } from "./kinds/estimate.ts";
import { exportModel } from "./kinds/export.ts";
import { openFiles } from "./kinds/open.ts";
import { prepare } from "./kinds/prepare.ts";
import { prune } from "./kinds/prune.ts";
import { sweep } from "./kinds/sweep.ts";
import { verify } from "./kinds/verify.ts";

/** Every job that a worker of the lab can do. */
export const jobTable: JobTable = {
  open: openFiles,
  prepare,
  sweep,
  estimate,
  prune,
  appraise,
  export: exportModel,
  verify,
};
