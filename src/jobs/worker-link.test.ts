import { expect, it, vi } from "vitest";
import { linkWorker } from "./worker-link.ts";

/** As much of a worker as a link needs; it never answers. */
class SilentWorker extends EventTarget {
  readonly terminate = vi.fn();
  postMessage(): void {}
}

it("a link that was ended answers every call with the worker's loss, and can be ended again", async () => {
  const worker = new SilentWorker();
  const link = linkWorker(() => worker as unknown as Worker);
  const pending = link.host.next(1);
  link.terminate();
  link.terminate();
  const loss = { failure: { kind: "worker-lost" } };
  await expect(pending).rejects.toMatchObject(loss);
  await expect(link.host.open("sweep", {} as never)).rejects.toMatchObject(loss);
  await expect(link.host.next(1)).rejects.toMatchObject(loss);
  await expect(link.host.close(1)).resolves.toBeUndefined();
  expect(worker.terminate).toHaveBeenCalledTimes(1);
});
