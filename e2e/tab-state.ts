import type { CDPSession, Page } from "@playwright/test";

/** What one thread of the page holds once its garbage was collected, in bytes. */
export interface ThreadState {
  /** Objects of JavaScript, and typed arrays beside them. */
  readonly heap: number;
  readonly buffers: number;
  /** Heap of tfjs's wasm backend. */
  readonly wasm: number;
  /** Of tfjs. */
  readonly tensors: number;
  readonly tensorBytes: number;
}

/** What a tab holds. */
export interface TabState {
  readonly page: ThreadState;
  /** The page's workers, and those that they have started. */
  readonly workers: readonly ThreadState[];
  /** Alive in the renderer, whether in the document or not. */
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes in IndexedDB, as the browser counts them. */
  readonly stored: number;
}

type Answer = Readonly<Record<string, unknown>>;

/** A thread that the developer tools are attached to. */
interface Thread {
  send(method: string, params?: object): Promise<Answer>;
  /** Those that it has started. */
  readonly workers: ReadonlyMap<string, AttachedThread>;
}
interface AttachedThread extends Thread {
  take(message: string): void;
}

const attaching = (on: boolean) => ({ autoAttach: on, waitForDebuggerOnStart: false, flatten: false });

/** Keeps the workers of a thread by what the developer tools say of them; what they answer comes through the thread. */
function childrenOf(send: Thread["send"]) {
  const workers = new Map<string, AttachedThread>();
  const hear = (method: string, params: Answer) => {
    const id = String(params.sessionId);
    if (method === "Target.attachedToTarget" && (params.targetInfo as Answer).type === "worker")
      workers.set(
        id,
        attached((message) => send("Target.sendMessageToTarget", { sessionId: id, message })),
      );
    if (method === "Target.detachedFromTarget") workers.delete(id);
    if (method === "Target.receivedMessageFromTarget") workers.get(id)?.take(String(params.message));
  };
  return { workers, hear };
}

function attached(post: (message: string) => Promise<unknown>): AttachedThread {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let count = 0;
  const send: Thread["send"] = (method, params = {}) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      post(JSON.stringify({ id: count, method, params })).catch(reject);
    });
  const { workers, hear } = childrenOf(send);
  return {
    send,
    workers,
    take(text) {
      const message = JSON.parse(text) as {
        id?: number;
        result?: Answer;
        error?: unknown;
        method?: string;
        params?: Answer;
      };
      if (message.id === undefined) return hear(message.method ?? "", message.params ?? {});
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) asked?.reject(new Error(JSON.stringify(message.error)));
      else asked?.resolve(message.result ?? {});
    },
  };
}

function pageThread(session: CDPSession): Thread {
  const send = (method: string, params: object = {}) =>
    session.send(method as "Runtime.enable", params as never) as Promise<Answer>;
  const { workers, hear } = childrenOf(send);
  for (const event of ["attachedToTarget", "detachedFromTarget", "receivedMessageFromTarget"] as const)
    session.on(`Target.${event}`, (params) => hear(`Target.${event}`, params as unknown as Answer));
  return { send, workers };
}

/** The thread and all that it started, directly or not. Workers are attached to before their own are known. */
async function withWorkers(thread: Thread): Promise<readonly Thread[]> {
  await thread.send("Target.setAutoAttach", attaching(true));
  const below: Thread[] = [];
  for (const worker of thread.workers.values()) below.push(...(await withWorkers(worker)));
  return [thread, ...below];
}

/** tfjs keeps its engine under this name, which counts tensors and has the backend. */
const engineOfThread = `(({ state, backendInstance }) => JSON.stringify([
  state?.numTensors ?? 0, state?.numBytes ?? 0, backendInstance?.wasm?.HEAPU8?.byteLength ?? 0,
]))(globalThis._tfengine ?? {})`;

async function threadState(thread: Thread): Promise<ThreadState> {
  const counted = await thread.send("Runtime.evaluate", { expression: engineOfThread, returnByValue: true });
  const [tensors = 0, tensorBytes = 0, wasm = 0] = JSON.parse(String((counted.result as Answer).value)) as number[];
  const { usedSize, backingStorageSize } = await thread.send("Runtime.getHeapUsage");
  return { heap: Number(usedSize), buffers: Number(backingStorageSize ?? 0), wasm, tensors, tensorBytes };
}

/** What a tab of Chromium holds after its garbage was collected in every thread, through the developer tools' protocol. */
export async function tabState(page: Page): Promise<TabState> {
  const session = await page.context().newCDPSession(page);
  try {
    const tab = pageThread(session);
    const threads = await withWorkers(tab);
    // what is found to be gone the first time frees what it held by the second
    for (let time = 0; time < 2; time++) {
      for (const thread of threads) await thread.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(250);
    }
    const states: ThreadState[] = [];
    for (const thread of threads) states.push(await threadState(thread));
    const [own, ...workers] = states as [ThreadState, ...ThreadState[]];
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    const { origin } = new URL(page.url());
    const { usageBreakdown } = await session.send("Storage.getUsageAndQuota", { origin });
    const stored = usageBreakdown.find(({ storageType }) => storageType === "indexeddb")?.usage ?? 0;
    return { page: own, workers, nodes, listeners: jsEventListeners, stored };
  } finally {
    await session.detach();
  }
}
