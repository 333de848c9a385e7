/** A tab that was reloaded may still hold the lock for a moment. */
const patience = 1500;

/**
 * Whether this tab is the one that keeps its session: the first that asks, until it is closed. True where the browser
 * has no locks; the storage then tells two tabs apart when they write.
 */
export async function claimTab(name = "quorum-session"): Promise<boolean> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (locks === undefined) return true;
  return new Promise((resolve) => {
    // held as long as the tab lives
    const hold = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    locks
      .request(name, { signal: AbortSignal.timeout(patience) }, hold)
      .catch((error: unknown) =>
        resolve(!(error instanceof DOMException && ["AbortError", "TimeoutError"].includes(error.name))),
      );
  });
}
