import { readFileSync } from "node:fs";
import * as h5wasm from "h5wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { damaged } from "../../../../test/hostile/damage.ts";
import { FailureError } from "../../../core/failure.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { type Hdf5Dataset, type Hdf5Group, objectAt, openHdf5 } from "./hdf5-file.ts";
import { decodeKerasH5 } from "./keras-decode.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Library = InstanceType<typeof h5wasm.File>;

let written = 0;
/** A file of the official library, in its newest layout or that of h5py. */
async function official(fill: (file: Library) => void, newest = false): Promise<Bytes> {
  const { FS } = await h5wasm.ready;
  const name = `t${written++}.h5`;
  const file = new h5wasm.File(name, "w", { libver: newest ? "latest" : ["earliest", "latest"] });
  fill(file);
  file.close();
  return new Uint8Array(FS.readFile(name) as Uint8Array);
}

const numbers = async (root: Hdf5Group, path: string): Promise<number[]> => {
  const bytes = await (objectAt(root, path) as Hdf5Dataset).bytes();
  return [...new Float32Array(bytes.buffer)];
};

const grid = Float32Array.from({ length: 50 * 7 }, (_, i) => i / 4);

describe.each([false, true])("openHdf5, newest layout: %s", (newest) => {
  let root: Hdf5Group;
  beforeAll(async () => {
    const bytes = await official((file) => {
      file.create_attribute("long", "é".repeat(50_000), null, "S");
      file.create_attribute("names", ["conv/kernel:0", "b"], [2], "A13");
      file.create_attribute("none", new Float64Array(0) as unknown as number[], [0], "<d");
      for (let i = 0; i < 40; i++) file.create_attribute(`n${i}`, -i, [], "<i");
      const group = file.create_group("g");
      for (let i = 0; i < 300; i++) group.create_group(`child${i}`).create_attribute("name", `n${i}`, null, "S");
      group.create_dataset({ name: "plain", data: grid, shape: [50, 7], dtype: "<f" });
    }, newest);
    root = openHdf5("test.h5", bytes);
  });

  it("finds every group and attribute, also hundreds of them", () => {
    const group = objectAt(root, "g") as Hdf5Group;
    expect(group.children.length).toBe(301);
    const child = objectAt(root, "g/child257");
    expect(child?.attributes).toMatchObject([{ name: "name", values: ["n257"] }]);
    const attribute = (name: string) => root.attributes.find((other) => other.name === name);
    expect(attribute("names")?.values).toEqual(["conv/kernel:0", "b"]);
    expect(attribute("none")).toMatchObject({ shape: [0], values: [] });
    expect(attribute("n39")?.values).toEqual([-39]);
    expect(attribute("long")?.values).toEqual(["é".repeat(50_000)]);
  });

  it("reads the numbers of a dataset", async () => {
    expect(await numbers(root, "g/plain")).toEqual([...grid]);
  });
});

describe("openHdf5", () => {
  it("reads chunks, compressed or not, that do not divide the array", async () => {
    const bytes = await official((file) => {
      const shared = { data: grid, shape: [50, 7], dtype: "<f", chunks: [16, 3] };
      file.create_dataset({ name: "chunked", ...shared });
      file.create_dataset({ name: "packed", ...shared, compression: 4 });
    });
    const root = openHdf5("test.h5", bytes);
    expect(await numbers(root, "chunked")).toEqual([...grid]);
    expect(await numbers(root, "packed")).toEqual([...grid]);
  });

  it.each([
    ["a soft link", (file: Library) => file.create_soft_link("/elsewhere", "link")],
    ["an external link", (file: Library) => file.create_external_link("/etc/passwd", "/x", "link")],
  ])("refuses %s", async (_, link) => {
    const bytes = await official((file) => void link(file));
    expect(await caughtFailure(() => openHdf5("test.h5", bytes))).toMatchObject({ kind: "file-unsupported" });
  });

  it("refuses an object that stands in two places", async () => {
    const bytes = await official((file) => {
      file.create_group("a").create_group("b");
      file.create_hard_link("/a", "again");
    });
    expect((await caughtFailure(() => openHdf5("test.h5", bytes))).message).toMatch(/two places/);
  });

  it("says how much of a file that is cut off is there", async () => {
    const whole = new Uint8Array(readFileSync("test/fixtures/keras/gru.h5"));
    const failure = await caughtFailure(() => openHdf5("gru.h5", whole.slice(0, 20_000)));
    expect(failure).toMatchObject({ kind: "file-damaged" });
    expect(failure.message).toMatch(new RegExp(`${whole.length} bytes were written, 20000 are there`));
  });
});

describe("damaged Keras files", () => {
  it("end in a typed failure or a model, soon", async () => {
    const outcomes = { failures: 0, models: 0 };
    let slowest = 0;
    for (const name of ["gru.h5", "conv1d.h5", "nested-frozen.h5"]) {
      const bytes = new Uint8Array(readFileSync(`test/fixtures/keras/${name}`));
      for (let index = 0; index < 170; index++) {
        const victim = new Uint8Array(damaged(bytes, seededRandom(1, `${name}${index}`)));
        const started = performance.now();
        try {
          await decodeKerasH5(name, victim, null, null);
          outcomes.models++;
        } catch (thrown) {
          expect(thrown, `${name} ${index}`).toBeInstanceOf(FailureError);
          expect((thrown as FailureError).failure.kind).not.toBe("unexpected");
          outcomes.failures++;
        }
        slowest = Math.max(slowest, performance.now() - started);
      }
    }
    expect(outcomes.failures).toBeGreaterThan(200);
    expect(outcomes.models).toBeGreaterThan(20);
    expect(slowest).toBeLessThan(2000);
  });
});
