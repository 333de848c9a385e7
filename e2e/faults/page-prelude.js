// Goes before the page's own scripts: puts the page's workers within reach, and reads the lab's state as React holds it.
// The product knows nothing of it. Plain JavaScript, sent as it is.
(() => {
  const faults = { workers: [], hits: [], intervals: new Map() };
  const Started = Worker;
  window.Worker = class extends Started {
    constructor(address, options) {
      super(address, options);
      faults.workers.push(this);
      this.addEventListener("message", ({ data }) => data?.faultHit && faults.hits.push(data.faultHit));
    }
    terminate() {
      if (faults.workers.includes(this)) faults.workers.splice(faults.workers.indexOf(this), 1);
      super.terminate();
    }
  };
  const { setInterval: every, clearInterval: never } = window;
  window.setInterval = (act, rest, ...given) => {
    const id = every(act, rest, ...given);
    faults.intervals.set(id, { act, rest });
    return id;
  };
  window.clearInterval = (id) => {
    faults.intervals.delete(id);
    never(id);
  };
  /** Looks at silent workers as often as it would in so many seconds. */
  faults.hurry = (looks) => {
    for (const { act, rest } of [...faults.intervals.values()])
      if (rest === 1000) for (let look = 0; look < looks; look++) act();
  };

  let store = null;
  const stateOf = () => {
    if (store !== null) return store.getState();
    const root = document.getElementById("root");
    const name = root && Object.keys(root).find((key) => key.startsWith("__reactContainer$"));
    const stack = name ? [root[name]] : [];
    for (let fiber = stack.pop(); fiber; fiber = stack.pop()) {
      const found = fiber.memoizedProps?.value?.store;
      if (typeof found?.getState === "function" && found.getState().runs) {
        store = found;
        return store.getState();
      }
      if (fiber.sibling) stack.push(fiber.sibling);
      if (fiber.child) stack.push(fiber.child);
    }
    return null;
  };
  const shareOf = ({ progress, status }) => {
    if (status === "done") return 1;
    const { done, total } = progress?.cost ?? progress ?? { done: 0, total: 1 };
    return total > 0 ? done / total : 0;
  };
  /** The latest run of a slot, in short; null where there is none. */
  faults.runOf = (slot) => {
    const state = stateOf();
    const held = state?.runs[slot];
    const run = Array.isArray(held) ? held.at(-1) : held;
    if (!run) return null;
    const { id, status, failure, recovering, resumed, interrupted, checkpoint } = run;
    return {
      id,
      status,
      share: shareOf(run),
      recovering: Boolean(recovering),
      interrupted: Boolean(interrupted),
      checkpoint: Boolean(checkpoint),
      times: resumed?.times ?? 0,
      failure: failure ? `${failure.kind}: ${failure.message}` : null,
    };
  };
  /** What was answered, to the last bit, as JSON; typed arrays as lists. */
  faults.answerOf = (slot) => {
    const held = stateOf()?.runs[slot];
    const run = Array.isArray(held) ? held.at(-1) : held;
    if (run?.status !== "done") return null;
    const plain = (_, value) => {
      if (ArrayBuffer.isView(value)) return [...value];
      return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    };
    return JSON.stringify(run.answer, plain);
  };
  /** Everything that must still be there after a fault. */
  faults.held = () => {
    const state = stateOf();
    if (!state) return null;
    const { session, runs, keeping } = state;
    const kept = ["sweep", "estimate", "prunes", "repairs"].flatMap((slot) => {
      const [run, ...more] = [runs[slot]].flat().filter((run) => run?.status === "done" && run.answer);
      // a run in the only place of its kind gives way to the next one
      return Array.isArray(runs[slot]) ? [run, ...more].flatMap((run) => run?.id ?? []) : run ? [slot] : [];
    });
    return {
      files: session.files.map(({ name }) => name),
      network: session.holdings?.model?.hash ?? null,
      data: session.holdings?.dataset?.hash ?? null,
      ready: session.absent === null && session.prepared?.full !== null && session.prepared?.full !== undefined,
      backend: session.prepared?.backend?.name ?? null,
      active: runs.active !== null,
      runs: kept,
      troubles: keeping.troubles,
      keeping: keeping.state,
    };
  };
  window.faults = faults;
})();
