import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { type RandomSource, seededRandom } from "../../../core/random/random-source.ts";
import { sourceOfBytes } from "../../bytes/byte-source.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { unpack } from "../../bytes/unpack.ts";
import { claimTorch } from "./claim-torch.ts";

/** The bytes with some flipped, a run repeated or taken out, or the end cut off; mostly near the beginning, where the structure is. */
function damage(bytes: Uint8Array, random: RandomSource): Uint8Array<ArrayBuffer> {
  const place = () => random.integer(random.uniform() < 0.7 ? Math.min(bytes.length, 16_384) : bytes.length);
  const copy = new Uint8Array(bytes);
  const kind = random.uniform();
  if (kind < 0.5) {
    for (let i = 0; i <= random.integer(4); i++) copy[place()] = random.integer(256);
    return copy;
  }
  const at = place();
  if (kind < 0.65) return copy.slice(0, at);
  const run = 1 + random.integer(64);
  const [head, tail] = [copy.subarray(0, at), copy.subarray(at)];
  return kind < 0.85 ? joinBytes([head, tail.subarray(0, run), tail]) : joinBytes([head, tail.subarray(run)]);
}

/** Opens damaged files; every outcome is a typed failure, something that is missing, or a sound model. */
async function survives(
  name: string,
  bytes: Uint8Array,
  beside: readonly (readonly [string, Uint8Array])[],
  rounds: number,
): Promise<void> {
  const random = seededRandom(name, "damage");
  const outcomes = { failed: 0, waited: 0, read: 0 };
  for (let round = 0; round < rounds; round++) {
    const started = Date.now();
    const dropped = [[name, damage(bytes, random)] as const, ...beside];
    const { files, failures: unopened } = await unpack(
      dropped.map(([path, one]) => sourceOfBytes(path, new Uint8Array(one))),
    );
    const { claims, failures } = await claimTorch(files);
    for (const failure of [...unopened, ...failures])
      expect(failure, `round ${round}`).not.toMatchObject({ kind: "unexpected" });
    for (const claim of claims) {
      if (claim.missing.length > 0) {
        outcomes.waited++;
        continue;
      }
      try {
        const { model } = await claim.read(null);
        expect(outputShapes(model).size).toBe(model.layers.length);
        outcomes.read++;
      } catch (thrown) {
        expect(thrown, `round ${round}`).toHaveProperty("failure.kind");
        outcomes.failed++;
      }
    }
    outcomes.failed += unopened.length + failures.length;
    expect(Date.now() - started, `round ${round}`).toBeLessThan(2000);
  }
  expect(outcomes.failed, JSON.stringify(outcomes)).toBeGreaterThan(rounds / 10);
}

const layers = () => ["mnist.layers.json", readFileSync("test/fixtures/pytorch-mnist-burn/mnist.layers.json")] as const;

describe.skipIf(!hasShared("models/pytorch-mnist-burn"))("damaged files", () => {
  const rounds = Number(process.env.QUORUM_FUZZ_ROUNDS ?? 60);
  for (const name of ["mnist.pt", "mnist.safetensors"])
    it(`of ${name} end in typed failures or sound models`, { timeout: 600_000 }, async () => {
      await survives(name, sharedFile(`models/pytorch-mnist-burn/${name}`), [layers()], rounds);
    });
  it("of the legacy container end in typed failures or sound models", { timeout: 600_000 }, async () => {
    await survives("resnet20.th", sharedFile("models/pytorch-resnet20-cifar10/resnet20-12fca82f.th"), [], rounds);
  });
  it("of the layer JSON end in typed failures or sound models", { timeout: 600_000 }, async () => {
    const weights = sharedFile("models/pytorch-mnist-burn/mnist.safetensors");
    await survives("mnist.layers.json", layers()[1], [["mnist.safetensors", weights]], rounds);
  });
});
