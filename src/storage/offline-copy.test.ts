import { expect, it } from "vitest";
import { keepOfflineCopy } from "./offline-copy.ts";

class FakeWorker extends EventTarget {
  state = "installing";
  readonly messages: unknown[] = [];
  postMessage(message: unknown) {
    this.messages.push(message);
  }
  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class FakeContainer extends EventTarget {
  controller: object | null = null;
  registration = Object.assign(new EventTarget(), {
    active: null as object | null,
    waiting: null as FakeWorker | null,
    installing: null as FakeWorker | null,
  });
  register(): Promise<unknown> {
    return Promise.resolve(this.registration);
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

async function visit(container: FakeContainer) {
  let reloads = 0;
  const workers = container as unknown as ServiceWorkerContainer;
  const copy = keepOfflineCopy("sw.js", { workers, reload: () => reloads++ });
  const heard: string[] = [];
  copy.subscribe(() => heard.push(copy.standing()));
  await settled();
  return { copy, heard, reloads: () => reloads };
}

it("is ready once the first copy is complete, and does not reload", async () => {
  const container = new FakeContainer();
  const worker = new FakeWorker();
  container.registration.installing = worker;
  const { copy, heard, reloads } = await visit(container);
  expect(copy.standing()).toBe("none");
  worker.become("installed");
  expect(heard).toEqual(["ready"]);
  container.dispatchEvent(new Event("controllerchange"));
  expect(reloads()).toBe(0);
});

it("is ready where the first copy is in place before anybody looks", async () => {
  const container = new FakeContainer();
  const worker = new FakeWorker();
  container.registration.installing = worker;
  const { copy } = await visit(container);
  worker.become("activated");
  expect(copy.standing()).toBe("ready");
  const next = new FakeContainer();
  next.registration.active = {};
  expect((await visit(next)).copy.standing()).toBe("ready");
});

it("offers an update, and puts it in place only when it is asked to", async () => {
  const container = new FakeContainer();
  container.controller = {};
  container.registration.active = {};
  const { copy, heard, reloads } = await visit(container);
  expect(copy.standing()).toBe("ready");
  const worker = new FakeWorker();
  container.registration.installing = worker;
  container.registration.dispatchEvent(new Event("updatefound"));
  worker.become("installed");
  expect(heard).toEqual(["ready", "update"]);
  expect([worker.messages, reloads()]).toEqual([[], 0]);
  copy.update();
  expect(worker.messages).toEqual([{ type: "SKIP_WAITING" }]);
  container.dispatchEvent(new Event("controllerchange"));
  expect(reloads()).toBe(1);
});

it("finds an update that has been waiting since the last visit", async () => {
  const container = new FakeContainer();
  container.controller = {};
  const worker = new FakeWorker();
  worker.state = "installed";
  container.registration.waiting = worker;
  expect((await visit(container)).copy.standing()).toBe("update");
});

it("goes without where the browser has none, or refuses", async () => {
  const none = keepOfflineCopy("sw.js", { workers: undefined, reload: () => undefined });
  const container = new FakeContainer();
  container.register = () => Promise.reject(new Error("blocked"));
  const { copy } = await visit(container);
  none.update();
  expect([none.standing(), copy.standing()]).toEqual(["none", "none"]);
});
