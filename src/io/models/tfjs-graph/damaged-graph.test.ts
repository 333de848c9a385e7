import { describe, expect, it } from "vitest";
import { graphFilesOf } from "../../../../test/graph-in-tfjs.ts";
import { damaged } from "../../../../test/hostile/damage.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { channelGraphs } from "../../../../test/small-channel-graphs.ts";
import type { GraphFiles } from "../../../../test/small-graph.ts";
import { shapeGraphs } from "../../../../test/small-shape-graphs.ts";
import { FailureError } from "../../../core/failure.ts";
import type { Model } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { type RandomSource, seededRandom } from "../../../core/random/random-source.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { decodeText } from "../../bytes/text.ts";
import { describesGraph } from "./graph-nodes.ts";
import { decodeGraphModel } from "./tfjs-graph-decode.ts";
import { encodeGraphModel } from "./tfjs-graph-encode.ts";

type Outcome = "refused" | "accepted";

/** Everything about a model in one text, its weights as a hash: comparing them number by number would take too long. */
function summary(model: Model): string {
  return JSON.stringify(model, (_, value: unknown) =>
    value instanceof Float32Array ? value.reduce((hash, x) => (hash * 31 + x) % 1e9, value.length) : value,
  );
}

/** A valid model that goes into its file and out again, or a typed failure; anything else is thrown. */
async function outcomeOf(json: unknown, shards: ReadonlyMap<string, Uint8Array>): Promise<Outcome> {
  try {
    if (!describesGraph(json)) return "refused";
    const { model, origin } = decodeGraphModel(json, shards, "damaged");
    outputShapes(model);
    const again = graphFilesOf(await encodeGraphModel(model, origin));
    expect(summary(decodeGraphModel(again.json as never, again.shards, "damaged").model)).toBe(summary(model));
    return "accepted";
  } catch (thrown) {
    if (thrown instanceof FailureError && thrown.failure.kind !== "unexpected") return "refused";
    throw thrown;
  }
}

const oddities: readonly unknown[] = [
  ...[-1, 0, 1, 2, 3, 7, 1e9, 2 ** 31, -(2 ** 40), 0.5, "", "-1", "0", "3", "9999999999", "NaN", "x"],
  ...[null, true, [], {}, "U0FNRQ==", "VkFMSUQ=", "DT_INT32", "__proto__", "constructor", "Reshape", "Mul", "Split"],
];

/** A copy of a JSON value with some of its parts replaced, removed or repeated. */
function mutated(json: unknown, random: RandomSource): unknown {
  const copy: unknown = structuredClone(json);
  for (let changes = 1 + random.integer(3); changes > 0; changes--) {
    let at = copy as Record<string, unknown>;
    for (let depth = 0; depth < 12; depth++) {
      const keys = Object.keys(at);
      const key = keys[random.integer(keys.length)];
      if (key === undefined) break;
      const next = at[key];
      if (typeof next === "object" && next !== null && random.integer(8) > 0) {
        at = next as Record<string, unknown>;
        continue;
      }
      const other = keys[random.integer(keys.length)];
      if (random.integer(5) === 0) delete at[key];
      else if (random.integer(4) === 0 && other !== undefined) at[key] = structuredClone(at[other]);
      else at[key] = structuredClone(oddities[random.integer(oddities.length)]);
      break;
    }
  }
  // what was deleted from a list reads null
  return JSON.parse(JSON.stringify(copy));
}

const sources: readonly (readonly [string, () => GraphFiles])[] = Object.entries({ ...channelGraphs, ...shapeGraphs });

describe("a damaged GraphModel is a typed failure or a valid model", () => {
  it.each(sources)("parts of model.json replaced: a graph of %s", async (name, make) => {
    const { json, shards } = make();
    const outcomes = new Set<Outcome>();
    for (let index = 0; index < 40; index++)
      outcomes.add(await outcomeOf(mutated(json, seededRandom(index, `mutated ${name}`)), shards));
    expect(outcomes).toEqual(new Set(["refused", "accepted"]));
  });

  it.skipIf(!hasShared("models/tfjs-graph-lenet/model.json"))(
    "bytes flipped, cut or repeated: the shared LeNet",
    async () => {
      const text = sharedFile("models/tfjs-graph-lenet/model.json");
      const shard = sharedFile("models/tfjs-graph-lenet/group1-shard1of1");
      const count = { refused: 0, accepted: 0 };
      for (let index = 0; index < 300; index++) {
        const random = seededRandom(index, "damaged LeNet");
        const inJson = random.integer(3) > 0;
        const shards = new Map([["group1-shard1of1", inJson ? shard : damaged(shard, random)]]);
        const bytes = inJson ? damaged(text, random) : text;
        let json: unknown = null;
        try {
          json = parseJson("model.json", decodeText(bytes));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(FailureError);
        }
        count[await outcomeOf(json, shards)]++;
      }
      expect(count.refused).toBeGreaterThan(100);
      expect(count.accepted).toBeGreaterThan(20);
    },
  );
});
