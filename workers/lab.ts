import { expose } from "comlink";
import { beat } from "../src/jobs/heartbeat.ts";
import { jobHost } from "../src/jobs/host.ts";
import { jobTable } from "../src/jobs/job-table.ts";
import { emptyWorkbench } from "../src/jobs/workbench.ts";
import { startEvaluatorWorker } from "./evaluator-workers.ts";
import { labParts } from "./lab-parts.ts";
import { wasmPaths } from "./wasm-paths.ts";

beat((message) => postMessage(message));
expose(jobHost(jobTable, emptyWorkbench(labParts(wasmPaths, startEvaluatorWorker))));
