// Goes before a worker's own script where a faulty host serves it: makes the worker do, on command, what browsers and
// machines do to workers. The product knows nothing of it. Plain JavaScript, sent as it is.
(() => {
  const faults = {
    workers: [],
    devices: [],
    intervals: new Map(),
    mallocs: 0,
    grows: 0,
    buffers: 0,
    arrays: 0,
    hits: 0,
  };
  // what a worker lacks from its beginning on
  Object.assign(faults, self.shortOf);
  const hit = (name) => {
    faults.hits += 1;
    self.postMessage({ faultHit: name });
  };

  if (typeof Worker !== "undefined") {
    const Started = Worker;
    self.Worker = class extends Started {
      constructor(address, options) {
        super(address, options);
        faults.workers.push(this);
        this.addEventListener("message", ({ data }) => data?.faultHit && hit(data.faultHit));
      }
    };
  }

  const { setInterval: every, clearInterval: never } = self;
  self.setInterval = (act, rest, ...given) => {
    const id = every(act, rest, ...given);
    faults.intervals.set(id, { act, rest });
    return id;
  };
  self.clearInterval = (id) => {
    faults.intervals.delete(id);
    never(id);
  };

  // tfjs's WebAssembly memory that gives nothing more; only what is not small is refused, as in a heap that is full
  const large = 1024;
  const full = (made) => {
    const { instance } = made;
    if (typeof instance?.exports.malloc !== "function") return made;
    const { malloc } = instance.exports;
    const refusing = (bytes) => {
      if (faults.mallocs === 0 || bytes < large) return malloc(bytes);
      faults.mallocs -= 1;
      hit("malloc");
      return 0;
    };
    return { ...made, instance: { exports: { ...instance.exports, malloc: refusing } } };
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const plain = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await plain.apply(WebAssembly, given);
      return made instanceof WebAssembly.Instance ? made : full(made);
    };
  }
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (faults.grows === 0) return grow.call(this, pages);
    faults.grows -= 1;
    hit("grow");
    throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
  };

  const refuseArrays = () => {
    for (const name of ["Float32Array", "Float64Array", "Uint8Array"]) {
      const plain = self[name];
      self[name] = new Proxy(plain, {
        construct(target, given, made) {
          const [size] = given;
          if (faults.arrays > 0 && typeof size === "number" && size >= 1024) {
            faults.arrays -= 1;
            hit("allocation");
            throw new RangeError("Array buffer allocation failed");
          }
          return Reflect.construct(target, given, made === self[name] ? target : made);
        },
      });
    }
  };

  if (typeof GPUAdapter !== "undefined") {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...given) {
      const device = await requestDevice.apply(this, given);
      faults.devices.push(device);
      return device;
    };
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (wanted) {
      // what a self-test takes is there
      if (faults.buffers === 0 || wanted.mappedAtCreation || wanted.size < 32_768)
        return createBuffer.call(this, wanted);
      faults.buffers -= 1;
      hit("buffer");
      // more than any device has: the error comes where WebGPU reports it, beside the result and later
      return createBuffer.call(this, { ...wanted, size: 2 ** 46 });
    };
  }

  const commands = {
    throw: () =>
      setTimeout(() => {
        throw new Error("something that nobody foresaw");
      }),
    hang: () => {
      for (;;);
    },
    loseDevices: () => {
      for (const device of faults.devices) device.destroy();
      hit("device");
    },
    refuse: ({ what, times }) => {
      if (what === "arrays") refuseArrays();
      faults[what] = times;
    },
    endWorker: ({ place }) => {
      const worker = faults.workers.at(place);
      if (worker === undefined) return;
      worker.terminate();
      worker.dispatchEvent(new ErrorEvent("error", { message: "it ran out of memory" }));
      hit("pool worker");
    },
    hangWorker: ({ place }) => {
      const worker = faults.workers.at(place);
      if (worker === undefined) return;
      worker.postMessage({ fault: "hang" });
      hit("pool worker");
    },
    hurry: ({ looks }) => {
      for (const { act, rest } of [...faults.intervals.values()])
        if (rest === 1000) for (let look = 0; look < looks; look++) act();
    },
  };
  self.addEventListener("message", (event) => {
    const { fault } = event.data ?? {};
    if (typeof fault !== "string") return;
    event.stopImmediatePropagation();
    commands[fault](event.data);
  });
})();
