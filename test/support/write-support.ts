// npm run docs: writes docs/support.md anew.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { startBackend } from "../../bench/start-backend.ts";
import { supportPage } from "./support-page.ts";

await startBackend("cpu");
writeFileSync(path.join(import.meta.dirname, "../../docs/support.md"), await supportPage());
