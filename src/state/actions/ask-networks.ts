import type { TriedInput } from "../answers.ts";
import { drive } from "../drive.ts";
import type { Lab } from "../lab.ts";
import type { Run } from "../run.ts";
import { triedNetworkOf } from "../tried-network.ts";

interface Asking {
  /** What is to be asked next; what came before it is not asked any more. */
  wanted: TriedInput | null;
  /** Settles when nothing is wanted. */
  life: Promise<void> | null;
}

const asking = new WeakMap<Lab, Asking>();
let asked = 0;

async function askOne(lab: Lab, input: TriedInput): Promise<void> {
  const { session, runs } = lab.store.getState();
  if (session.prepared === null || session.absent !== null) return;
  const tried = triedNetworkOf(lab.store.getState());
  const pruned = tried && { selection: tried.selection, repaired: tried.repaired };
  asked += 1;
  const run: Run<"answer"> = {
    id: `answer-${asked}`,
    kind: "answer",
    name: "Try it yourself",
    spec: { input, pruned },
    status: "running",
    // what was said last stays until there is something newer
    answer: runs.answer?.answer ?? null,
    progress: null,
    startedAt: lab.now(),
    elapsed: 0,
    secondsLeft: null,
    failure: null,
  };
  lab.store.setState((state) => ({ runs: { ...state.runs, answer: run } }));
  await drive(lab, { host: () => lab.link().host }, run, (newer) =>
    lab.store.setState((state) =>
      state.runs.answer?.id === run.id ? { runs: { ...state.runs, answer: newer } } : state,
    ),
  );
}

/**
 * Asks the full network and the one that is looked at for their answers to an example. It takes one turn of the worker,
 * between two steps of whatever long run holds it; what is wanted last by then is asked, and nothing that came before.
 */
export function askNetworks(lab: Lab, input: TriedInput): Promise<void> {
  const state = asking.get(lab) ?? { wanted: null, life: null };
  asking.set(lab, state);
  state.wanted = input;
  const askAll = async () => {
    while (state.wanted !== null) {
      const giveBack = await lab.turn.take();
      try {
        const latest = state.wanted;
        state.wanted = null;
        await askOne(lab, latest);
      } finally {
        giveBack();
      }
    }
  };
  state.life ??= askAll().finally(() => {
    state.life = null;
  });
  return state.life;
}
