import type { JobTable } from "./host.ts";
import { answer } from "./kinds/answer.ts";
import { appraise } from "./kinds/appraise.ts";
import { compare } from "./kinds/compare.ts";
import { estimate } from "./kinds/estimate.ts";
import { exportModel } from "./kinds/export.ts";
import { interaction } from "./kinds/interaction.ts";
import { irreplaceability } from "./kinds/irreplaceability.ts";
import { latency } from "./kinds/latency.ts";
import { openFiles } from "./kinds/open.ts";
import { pool } from "./kinds/pool.ts";
import { prepare } from "./kinds/prepare.ts";
import { prune } from "./kinds/prune.ts";
import { repair } from "./kinds/repair.ts";
import { sensitivity } from "./kinds/sensitivity.ts";
import { surface } from "./kinds/surface.ts";
import { sweep } from "./kinds/sweep.ts";
import { tiny } from "./kinds/tiny.ts";
import { unit } from "./kinds/unit.ts";
import { verify } from "./kinds/verify.ts";

/** Every job that a worker of the lab can do. */
export const jobTable: JobTable = {
  open: openFiles,
  prepare,
  sweep,
  estimate,
  pool,
  surface,
  interaction,
  irreplaceability,
  sensitivity,
  tiny,
  prune,
  repair,
  appraise,
  compare,
  latency,
  unit,
  answer,
  export: exportModel,
  verify,
};
