import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dense, input, network } from "../../../../test/layers.ts";
import { sourceOfBytes } from "../../bytes/byte-source.ts";
import { unpack } from "../../bytes/unpack.ts";
import { writeZip } from "../../bytes/zip.ts";
import { claimKeras } from "./claim-keras.ts";
import { encodeKeras3 } from "./keras-encode.ts";

const fixture = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(`test/fixtures/keras/${name}`));
const file = (name: string, bytes = fixture(name)) => sourceOfBytes(name, bytes);
const claimed = async (...sources: Parameters<typeof unpack>[0]) => claimKeras((await unpack(sources)).files);

describe("claimKeras", () => {
  it("takes whole files as they are", async () => {
    const { claims, taken, failures } = await claimed(file("norm.keras"), file("gru.h5"));
    expect(claims).toMatchObject([
      { format: "keras-v3", order: 0, missing: [] },
      { format: "keras-h5", order: 1, missing: [] },
    ]);
    expect([taken.size, failures.length]).toEqual([2, 0]);
    const { model } = (await claims[1]?.read(null)) ?? {};
    expect(model?.layers.filter(({ kind }) => kind === "recurrent").length).toBe(2);
  });

  it.each([
    ["the description first", ["acts.json", "acts.weights.h5"]],
    ["the weights first", ["acts.weights.h5", "acts.json"]],
  ])("joins weights and their description, %s", async (_, names) => {
    const { claims, taken } = await claimed(...names.map((name) => file(name)));
    expect(claims).toMatchObject([{ format: "keras-h5", order: 1, missing: [] }]);
    expect(taken.size).toBe(2);
    expect((await claims[0]?.read(null))?.model.layers.length).toBe(22);
  });

  it("waits for the description of weights, and leaves a description alone to others", async () => {
    const { claims } = await claimed(file("acts.weights.h5"));
    expect(claims[0]?.missing.join()).toMatch(/architecture of acts\.weights\.h5.*to_json/);
    const alone = await claimed(file("acts.json"));
    expect([alone.claims.length, alone.taken.size]).toEqual([0, 0]);
  });

  it("takes an archive that lies in a zip", async () => {
    const [archive] = await encodeKeras3(network(input([3]), dense("d", "input", 3, 2)), null);
    const zip = await writeZip([{ path: "m/net.keras", bytes: archive?.bytes ?? new Uint8Array() }]);
    const { claims } = await claimed(file("all.zip", new Uint8Array(zip)));
    expect((await claims[0]?.read(null))?.model.output).toBe("d");
  });

  it("says so where an HDF5 file is damaged", async () => {
    const { claims, failures, taken } = await claimed(file("gru.h5", fixture("gru.h5").slice(0, 5000)));
    expect([claims.length, taken.size]).toEqual([0, 1]);
    expect(failures).toMatchObject([{ kind: "file-damaged", where: "gru.h5" }]);
  });
});
