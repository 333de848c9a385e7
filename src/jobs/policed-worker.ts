/** A module that does nothing but import the worker's own, by the worker's address: one for all of its starts. */
const shells = new Map<string, string>();

/**
 * Starts a module worker under the policy of the page that starts it, wherever the page is served: a worker loaded from
 * the network has the policy of its own headers, which a static host does not send; one from a blob inherits.
 * @param address of the worker's module on the page's own origin
 */
export function policedWorker(address: string): Worker {
  // a worker from a blob has no address of its own that anything could be relative to
  const module = new URL(address, location.origin).href;
  const shell =
    shells.get(module) ??
    URL.createObjectURL(new Blob([`import ${JSON.stringify(module)};`], { type: "text/javascript" }));
  shells.set(module, shell);
  return new Worker(shell, { type: "module" });
}
