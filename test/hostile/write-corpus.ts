// npx tsx test/hostile/write-corpus.ts FOLDER writes the corpus as files, one folder a case;
// npx tsx test/hostile/write-corpus.ts --expected writes expected.json anew: read the change before committing it.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { corpus } from "./corpus.ts";
import { outcomeOf } from "./outcome-of.ts";

const target = process.argv[2];
if (!target) throw new Error("Name a folder, or --expected.");
const expected: Record<string, unknown> = {};
for (const each of corpus) {
  const files = await each.files;
  if (target === "--expected") expected[each.name] = await outcomeOf(files);
  else
    for (const { name, bytes } of files) {
      const folder = path.join(target, each.name.replace(/\W+/g, "-"));
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    }
}
if (target === "--expected")
  writeFileSync(path.join(import.meta.dirname, "expected.json"), `${JSON.stringify(expected, null, 2)}\n`);
