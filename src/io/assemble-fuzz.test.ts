import { expect, it } from "vitest";
import { idxBytes } from "../../test/idx-bytes.ts";
import { dense, input, network } from "../../test/layers.ts";
import { zipModel } from "../../test/zip-model.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { assemble } from "./assemble.ts";
import { sourceOfBytes } from "./bytes/byte-source.ts";
import { encodeLayersModel } from "./models/tfjs-layers/tfjs-layers-encode.ts";

const random = seededRandom(1, "damage");

/** The bytes with a few of them changed, or cut off. */
function damage(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  for (let i = 0; i < 1 + random.integer(4); i++) copy[random.integer(copy.length)] = random.integer(256);
  return random.uniform() < 0.3 ? copy.slice(0, random.integer(copy.length)) : copy;
}

it("never meets a damaged file with a failure that nobody foresaw", async () => {
  const files = encodeLayersModel(network(input([3]), dense("d", "input", 3, 2, "softmax")), null);
  const text = (content: string) => new TextEncoder().encode(content);
  const originals: readonly (readonly [string, Uint8Array])[] = [
    ["model.json", text(files["model.json"])],
    ["group1-shard1of1.bin", files.shards[0]!.bytes],
    ["net.zip", await zipModel(files)],
    ["t.csv", text('a,b,label\n1,2,x\n"3",4,y\n5,6,x\n')],
    ["images", idxBytes([3, 2, 2])],
    ["labels", idxBytes([3], [0, 1, 2])],
  ];
  for (let round = 0; round < 300; round++) {
    const sources = originals.map(([name, bytes]) =>
      sourceOfBytes(name, random.uniform() < 0.5 ? damage(bytes) : new Uint8Array(bytes)),
    );
    const { failures } = await assemble(sources);
    const unforeseen = failures.filter(({ kind }) => kind === "unexpected");
    expect(unforeseen, `round ${round}`).toEqual([]);
  }
});
