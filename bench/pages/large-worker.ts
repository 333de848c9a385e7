import { estimatorFor } from "../../src/core/estimate/estimator-for.ts";
import type { Game } from "../../src/core/game/game.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";

const players = 10_000;
const evaluations = 40_000;

/** A synthetic game: worths of both signs, pairs that help each other, and a saturating whole. */
function syntheticGame(worths: Float64Array): Game {
  return {
    players,
    async values({ rows, members }) {
      const values = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (let i = 0; i < players; i++) if (members[row * players + i] === 1) sum += worths[i] ?? 0;
        values[row] = Math.tanh(sum / 50);
      }
      return values;
    },
  };
}

async function measure() {
  const random = seededRandom(1, "large");
  const worths = Float64Array.from({ length: players }, () => random.uniform() - 0.4);
  const index = { kind: "biased-banzhaf", bias: 0.225 } as const;
  const estimator = estimatorFor(index, { players, evaluations });
  const run = estimator.estimate(
    syntheticGame(worths),
    index,
    { evaluations, stepEvaluations: 64 },
    seededRandom(1, "large estimate"),
  );
  const start = performance.now();
  let [steps, longestStep, before] = [0, 0, start];
  for (;;) {
    const { value, done } = await run.next();
    const now = performance.now();
    longestStep = Math.max(longestStep, now - before);
    before = now;
    if (!done) {
      steps += 1;
      continue;
    }
    const mean = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0) / players;
    const [a, b] = [mean(value.power), mean(worths)];
    const [x, y] = [value.power.map((each) => each - a), worths.map((each) => each - b)];
    const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, each, i) => sum + each * (q[i] ?? 0), 0);
    return {
      seconds: (now - start) / 1000,
      steps,
      longestStep,
      correlation: dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)),
    };
  }
}

self.onmessage = async () => self.postMessage(await measure());
