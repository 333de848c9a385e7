// npm run bench -- NAME: prints a table and writes bench/out/NAME.json { bench, environment, headline, rows }.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { BenchResult } from "./bench.ts";

const folder = path.join(import.meta.dirname, "benches");
const names = readdirSync(folder).map((file) => path.basename(file, ".ts"));
const name = process.argv[2];
if (!name || !names.includes(name)) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(", ")}`);
  process.exit(2);
}
const { bench } = (await import(path.join(folder, `${name}.ts`))) as { bench: () => Promise<BenchResult> };
const result = await bench();
const environment = {
  node: process.version,
  cores: os.cpus().length,
  cpu: os.cpus()[0]?.model ?? "",
  ...result.environment,
};
console.table(result.rows);
for (const [key, value] of Object.entries(result.headline)) console.log(`${key}: ${value.toPrecision(4)}`);
const out = path.join(import.meta.dirname, "out");
mkdirSync(out, { recursive: true });
writeFileSync(
  path.join(out, `${name}.json`),
  `${JSON.stringify({ bench: name, environment, headline: result.headline, rows: result.rows }, null, 2)}\n`,
);
