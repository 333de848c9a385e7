import type { Page } from "@playwright/test";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of which the thread was on a core. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: Readonly<Record<string, unknown>> };
}

/** A task of the page's own thread. */
export interface PageTask {
  /** Milliseconds from the start of the trace, and its length. */
  readonly start: number;
  readonly length: number;
  /** Milliseconds of it that the thread was on a core: less than its length where the machine does other work besides. */
  readonly onCore: number;
  /** What took longest in it, by the trace's own names. */
  readonly inside: string;
}

/** Traces the browser until `stop`: what `chrome://tracing` and the developer tools record. */
export async function traceTab(tab: Page): Promise<{ stop(): Promise<PageTask[]> }> {
  const session = await tab.context().newCDPSession(tab);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] },
  });
  return {
    async stop() {
      const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
      await session.send("Tracing.end");
      await complete;
      return tasksOf(events);
    },
  };
}

/** Whether an event lies within another one. */
const within = (inner: TraceEvent, outer: TraceEvent) =>
  inner !== outer && inner.ts >= outer.ts && inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0);

/** The tasks of the main thread of the renderer that was busiest: the page's. */
function tasksOf(events: readonly TraceEvent[]): PageTask[] {
  const keyOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = new Map<string, TraceEvent[]>();
  for (const event of events)
    if (event.ph === "M" && event.name === "thread_name" && event.args?.name === "CrRendererMain")
      mains.set(keyOf(event), []);
  for (const event of events) if (event.ph === "X") mains.get(keyOf(event))?.push(event);
  const runs = (of: readonly TraceEvent[]) => of.filter(({ name }) => name === "RunTask");
  const busy = (of: readonly TraceEvent[]) => runs(of).reduce((sum, { dur = 0 }) => sum + dur, 0);
  const page = [...mains.values()].sort((a, b) => busy(b) - busy(a))[0] ?? [];
  const start = page.reduce((first, { ts }) => Math.min(first, ts), Number.POSITIVE_INFINITY);
  return runs(page).map((task) => {
    const length = (task.dur ?? 0) / 1000;
    const onCore = (task.tdur ?? task.dur ?? 0) / 1000;
    if (length < 20) return { start: (task.ts - start) / 1000, length, onCore, inside: "" };
    const longest = page
      .filter((event) => within(event, task) && (event.dur ?? 0) > 3000)
      .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
      .slice(0, 6);
    const inside = longest.map(({ name, dur = 0 }) => `${name} ${(dur / 1000).toFixed(0)}`).join(", ");
    return { start: (task.ts - start) / 1000, length, onCore, inside };
  });
}
