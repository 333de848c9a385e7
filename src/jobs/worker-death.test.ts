import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { patienceFor } from "./patience.ts";
import { deviceWhere, watchWorker } from "./worker-death.ts";

/** A worker that says what a test lets it say. */
const fakeWorker = () => new EventTarget() as unknown as Worker;
const never = () => new Promise<never>(() => {});
const says = (worker: Worker) => worker.dispatchEvent(new Event("message"));
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { failure: { details: string; where?: string } }) => error.failure,
  );

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a watched worker", () => {
  it("loses what is in flight once it is silent for longer than one has patience", async () => {
    const worker = fakeWorker();
    const { alive } = watchWorker(worker, () => 5000);
    const call = failureOf(alive(never()));
    await vi.advanceTimersByTimeAsync(4000);
    says(worker);
    await vi.advanceTimersByTimeAsync(5000);
    says(worker);
    expect(await Promise.race([call, Promise.resolve("pending")])).toBe("pending");
    // silent for 5 seconds once, and for 20 times that now
    await vi.advanceTimersByTimeAsync(101_000);
    expect(await call).toMatchObject({ kind: "worker-lost", details: "it gave no sign of life for 101 seconds" });
    expect(await failureOf(alive(Promise.resolve(1)))).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is ended where it gives signs of life and no answer, much later", async () => {
    const worker = fakeWorker();
    const call = failureOf(watchWorker(worker, () => 5000).alive(never()));
    for (let second = 0; second < 149; second++) {
      says(worker);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(await Promise.race([call, Promise.resolve("pending")])).toBe("pending");
    for (let second = 0; second < 500; second++) {
      says(worker);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(await call).toMatchObject({ details: expect.stringMatching(/no answer/) });
  });

  it("may be silent for as long as it likes while nothing is asked of it", async () => {
    const { alive } = watchWorker(fakeWorker(), () => 1000);
    expect(await alive(Promise.resolve(3))).toBe(3);
    await vi.advanceTimersByTimeAsync(1e7);
    expect(await failureOf(alive(Promise.resolve(3)))).toBeNull();
  });

  it("says where it lost its graphics device", async () => {
    const worker = fakeWorker();
    const call = failureOf(watchWorker(worker).alive(never()));
    const event = Object.assign(new Event("error"), { message: "Uncaught Error: The GPU device was lost: destroyed" });
    worker.dispatchEvent(event);
    expect(await call).toMatchObject({ kind: "worker-lost", where: deviceWhere });
  });
});

it("keeps no answer of a worker that lives on", async () => {
  vi.useRealTimers();
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { alive } = watchWorker(fakeWorker());
  const answers: WeakRef<object>[] = [];
  const ask = async () => {
    const answer = { outputs: new Float32Array(1000) };
    answers.push(new WeakRef(answer));
    await alive(Promise.resolve(answer));
  };
  for (let call = 0; call < 20; call++) await ask();
  // a weak reference that was just made holds until its task is over
  await new Promise((resolve) => setTimeout(resolve, 5));
  collect();
  expect(answers.filter((answer) => answer.deref())).toEqual([]);
});

it("has more patience with larger networks, within bounds", () => {
  expect(patienceFor(4e5, 1000)).toBe(60_000);
  expect(patienceFor(1e8, 1000)).toBe(500_000);
  expect(patienceFor(4e9, 1000)).toBe(30 * 60_000);
});
