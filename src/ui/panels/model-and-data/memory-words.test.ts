import { expect, it } from "vitest";
import { allowedWords, openingParts, openingWords } from "./memory-words.ts";

const parts = [1, 5, 3, 2, 4, 6].map((size) => ({ what: `${size}.npy`, bytes: size * 1e8 }));
const opening = {
  estimate: { parts, total: 2.1e9, least: 2.1e9, leastHeap: 0, largest: 0 },
  allowed: { heap: null, array: null, machine: null, tab: 4e9 },
};

it("opening is said with what it takes and what there is, the largest files first", () => {
  expect(openingWords(opening)).toBe("about 2.1 GB of memory while they are read; there is: one tab 4.0 GB");
  expect(openingParts(opening)).toBe("6.npy 600 MB, 5.npy 500 MB, 4.npy 400 MB, 3.npy 300 MB, 2 others 300 MB");
});

it("what nobody says is left out", () => {
  const nobody = { heap: null, array: null, machine: null };
  expect(openingWords({ ...opening, allowed: nobody })).toBe("about 2.1 GB of memory while they are read");
  expect(allowedWords({ heap: 4e9, array: 1e9, machine: 2e9 })).toBe(
    "a thread's WebAssembly memory 4.0 GB, a buffer of the GPU 1.0 GB, the machine, as the browser says, 2.0 GB",
  );
});
