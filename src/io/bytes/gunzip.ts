import { FailureError } from "../../core/failure.ts";
import { budgetFor } from "./byte-budget.ts";
import { joinBytes } from "./join-bytes.ts";

/**
 * What a gzip file holds, unpacked within a budget (see `budgetFor`) and never trusting the size it declares.
 * @throws FailureError file-damaged where the stream is broken or cut off, file-too-large beyond the budget
 */
export async function gunzip(name: string, compressed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const budget = budgetFor(name, compressed.length);
  const chunks: Uint8Array[] = [];
  const reader = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      budget.spend(step.value.length);
      chunks.push(step.value);
    }
  } catch (thrown) {
    await reader.cancel().catch(() => undefined);
    if (thrown instanceof FailureError) throw thrown;
    throw new FailureError({
      kind: "file-damaged",
      message: `The gzip file ${name} is damaged or cut off.`,
      where: name,
      advice: "Fetch it again.",
      details: String(thrown),
    });
  }
  return joinBytes(chunks);
}
