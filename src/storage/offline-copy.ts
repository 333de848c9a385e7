/** How the copy of the page that works without a network stands: none, complete, or an update waits beside it. */
export type OfflineStanding = "none" | "ready" | "update";

export interface OfflineCopy {
  standing(): OfflineStanding;
  /** Calls back whenever the standing is another one, until the answer is called. */
  subscribe(listener: () => void): () => void;
  /** Puts the waiting update in place of this version and loads the page again. */
  update(): void;
}

/** What is needed of the browser; a test has its own. */
export interface OfflineParts {
  readonly workers: Pick<ServiceWorkerContainer, "register" | "controller" | "addEventListener"> | undefined;
  readonly reload: () => void;
}

/**
 * Has the browser keep a copy of the page, so that it opens without a network from the next visit on. An update is never put in place by
 * itself: a page that computes stays the version that it is. Whatever fails leaves the page without a copy.
 * @param script address of the service worker
 */
export function keepOfflineCopy(script: string, { workers, reload }: OfflineParts): OfflineCopy {
  let standing: OfflineStanding = "none";
  let waiting: ServiceWorker | null = null;
  let asked = false;
  const listeners = new Set<() => void>();
  const show = (next: OfflineStanding) => {
    if (next === standing) return;
    standing = next;
    for (const listener of listeners) listener();
  };
  const installed = (worker: ServiceWorker) => {
    if (workers?.controller) {
      waiting = worker;
      show("update");
    } else show("ready");
  };
  const look = (worker: ServiceWorker) => {
    if (worker.state === "installed") installed(worker);
    // the first copy waits for nobody: it may be in place before anybody looks
    else if (worker.state.startsWith("activat") && standing === "none") show("ready");
  };
  const watch = (worker: ServiceWorker | null) => {
    if (worker === null) return;
    look(worker);
    worker.addEventListener("statechange", () => look(worker));
  };
  const register = async () => {
    try {
      const registration = await workers?.register(script, { updateViaCache: "none" });
      if (registration === undefined) return;
      if (registration.active) show("ready");
      watch(registration.waiting ?? registration.installing);
      registration.addEventListener("updatefound", () => watch(registration.installing));
    } catch {
      // storage is blocked, or the host has no such script: the page works as long as there is a network
    }
  };
  void register();
  workers?.addEventListener("controllerchange", () => {
    // the first copy takes over silently; an update only where it was asked for
    if (asked) reload();
  });
  return {
    standing: () => standing,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update() {
      asked = true;
      waiting?.postMessage({ type: "SKIP_WAITING" });
    },
  };
}
