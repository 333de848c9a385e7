import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, type Page, test } from "@playwright/test";
import { BlobReader, BlobWriter, ZipWriter } from "@zip.js/zip.js";
import { transformWithOxc } from "vite";
import { dropFiles, section } from "./lab-page.ts";
import { fewest, measured } from "./prune-and-export.ts";
import { dense, denseWeights, flatten, input, layersModel } from "./small-networks.ts";

test.use({ actionTimeout: 10_000 });

type Colour = readonly [red: number, green: number, blue: number];
const colours: Readonly<Record<string, Colour>> = { red: [230, 20, 40], green: [30, 200, 10], blue: [5, 60, 220] };
const side = 8;

/** Two halves: the colour, and black below it, so that what lies where is seen too. */
const colourAt = (colour: Colour, row: number): Colour => (row < side / 2 ? colour : [0, 0, 0]);

/** A BMP of 24 bits: rows from the bottom, blue first (learn.microsoft.com, Bitmap Storage). */
function bmpOf(colour: Colour): Buffer {
  const bytes = Buffer.alloc(54 + side * side * 3);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  for (const [at, value] of [
    [10, 54],
    [14, 40],
    [18, side],
    [22, side],
    [26, 1 + (24 << 16)],
    [34, side * side * 3],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (let place = 0; place < side * side; place++) {
    const [red, green, blue] = colourAt(colour, side - 1 - Math.floor(place / side));
    bytes.set([blue, green, red], 54 + place * 3);
  }
  return bytes;
}

/** A GIF of two colours whose codes stay at three bits: a clear code before every second pixel. */
function gifOf(colour: Colour): Buffer {
  const [clear, end] = [4, 5];
  const codes: number[] = [];
  for (let place = 0; place < side * side; place++) {
    if (place % 2 === 0) codes.push(clear);
    codes.push(Math.floor(place / side) < side / 2 ? 0 : 1);
  }
  codes.push(end);
  const data = Buffer.alloc(Math.ceil((codes.length * 3) / 8));
  codes.forEach((code, at) => {
    for (let bit = 0; bit < 3; bit++) {
      const place = at * 3 + bit;
      data[place >> 3] = (data[place >> 3] ?? 0) | (((code >> bit) & 1) << (place & 7));
    }
  });
  const header = Buffer.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, side, 0, side, 0, 0x80, 0, 0]);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, side, 0, side, 0, 0, 2, data.length]);
  return Buffer.concat([header, Buffer.from([...colour, 0, 0, 0]), image, data, Buffer.from([0, 0x3b])]);
}

const { PNG } = createRequire(import.meta.url)("pngjs") as {
  readonly PNG: {
    new (size: { width: number; height: number }): { readonly data: Uint8Array };
    readonly sync: { write(image: object): Buffer };
  };
};

function pngBytes(colour: Colour, alpha = 255): Buffer {
  const image = new PNG({ width: side, height: side });
  for (let place = 0; place < side * side; place++)
    image.data.set([...colourAt(colour, Math.floor(place / side)), alpha], place * 4);
  return PNG.sync.write(image);
}

/** What the browser's own encoder makes of the picture. */
async function drawn(page: Page, colour: Colour, type: string): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ colour, type, side }) => {
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "black";
      context.fillRect(0, 0, side, side);
      context.fillStyle = `rgb(${colour.join()})`;
      context.fillRect(0, 0, side, side / 2);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 1 })).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));
    },
    { colour, type, side },
  );
  return Buffer.from(base64, "base64");
}

const encodings = {
  png: { type: "image/png", within: 0 },
  webp: { type: "image/webp", within: 1 },
  jpeg: { type: "image/jpeg", within: 4 },
  gif: { type: "image/gif", within: 0 },
  bmp: { type: "image/bmp", within: 0 },
} as const;
type Kind = keyof typeof encodings;

const picture = async (page: Page, kind: Kind, colour: Colour): Promise<Buffer> =>
  kind === "png"
    ? pngBytes(colour)
    : kind === "gif"
      ? gifOf(colour)
      : kind === "bmp"
        ? bmpOf(colour)
        : drawn(page, colour, encodings[kind].type);

/** The worker's module, served from the page's own origin as the policy demands, decodes in the page. */
async function decode(page: Page, bytes: Buffer, kind: Kind): Promise<number[]> {
  return page.evaluate(
    async ({ base64, kind }) => {
      const address = "/decode-image.js";
      const { decodeImage } = (await import(address)) as {
        decodeImage: (bytes: Uint8Array, kind: string) => Promise<{ rgba: Uint8Array; width: number; height: number }>;
      };
      const { rgba, width, height } = await decodeImage(
        Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
        kind,
      );
      return [width, height, ...rgba];
    },
    { base64: bytes.toString("base64"), kind },
  );
}

test("pictures of five formats are decoded to the pixels that are stored, hidden colours too", async ({ page }) => {
  const { code } = await transformWithOxc(await readFile("workers/decode-image.ts", "utf8"), "decode-image.ts");
  await page.route("**/decode-image.js", (route) => route.fulfill({ contentType: "text/javascript", body: code }));
  await page.goto("/?backend=wasm");
  for (const kind of Object.keys(encodings) as Kind[])
    for (const colour of Object.values(colours)) {
      const [width, height, ...rgba] = await decode(page, await picture(page, kind, colour), kind);
      expect([width, height]).toEqual([side, side]);
      for (const row of [0, 1, side - 2, side - 1]) {
        const pixel = rgba.slice(row * side * 4, row * side * 4 + 4);
        const wanted = [...colourAt(colour, row), 255];
        const off = Math.max(...wanted.map((value, at) => Math.abs(value - (pixel[at] ?? Number.NaN))));
        expect(off, `${kind}, row ${row}: ${pixel} for ${wanted}`).toBeLessThanOrEqual(encodings[kind].within);
      }
    }
  for (const alpha of [0, 1, 100]) {
    const rgba = (await decode(page, pngBytes([201, 101, 51], alpha), "png")).slice(2, 6);
    expect(rgba, `alpha ${alpha}`).toEqual([201, 101, 51, alpha]);
  }
});

test("a zip of class folders with pictures of five formats is a dataset that a network classifies rightly", async ({
  page,
}) => {
  await page.goto(`/?${fewest}&calibration=20`);
  const zip = new ZipWriter(new BlobWriter("application/zip"));
  for (const [name, colour] of Object.entries(colours))
    for (const kind of Object.keys(encodings) as Kind[])
      for (let copy = 0; copy < 6; copy++) {
        const bytes = await picture(page, kind, colour);
        await zip.add(`colours/${name}/${kind}-${copy}.${kind}`, new BlobReader(new Blob([new Uint8Array(bytes)])));
      }
  const data = Buffer.from(await (await zip.close()).arrayBuffer());
  const size = side * side * 3;
  // Classes in the order of the alphabet; only the upper half is looked at, each colour for itself.
  const channel = [2, 1, 0];
  const network = layersModel(
    "colours",
    [
      input([side, side, 3]),
      flatten("input"),
      dense("hidden", 6, "relu", "flatten"),
      dense("colour", 3, "softmax", "hidden"),
    ],
    ["colour"],
    [
      ...denseWeights("hidden", size, 6, (i, j) => (i < size / 2 && i % 3 === channel[j % 3] ? 1 / 32 : 0)),
      ...denseWeights("colour", 6, 3, (i, j) => (i % 3 === j ? 5 : 0)),
    ],
  );
  await dropFiles(page, [{ name: "colours.zip", bytes: data }, ...network]);
  expect((await measured(page)).accuracy).toBe(1);
  const part = section(page, "Model and data");
  await expect(part).toContainText("blue: 30, green: 30, red: 30");
  await expect(part).toContainText("8 × 8 × 3");
  await expect(part.getByRole("alert")).toHaveCount(0);
});
