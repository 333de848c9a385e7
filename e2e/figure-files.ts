import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, type TestInfo } from "@playwright/test";
import Papa from "papaparse";

async function saved(
  page: Page,
  figure: Locator,
  ending: string,
  to: string,
): Promise<{ name: string; bytes: Buffer }> {
  const click = figure.getByRole("button", { name: ending, exact: true }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), click]);
  await file.saveAs(to);
  return { name: file.suggestedFilename(), bytes: await readFile(to) };
}

/** What a picture looks like to a page that knows nothing of the lab: its size and colours. */
const looksLike = (page: Page, bytes: Buffer, type: string) =>
  page.evaluate(
    async ([base64, kind]) => {
      const image = new Image();
      image.src = `data:${kind};base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const pixels = new Uint32Array(context?.getImageData(0, 0, canvas.width, canvas.height).data.buffer ?? []);
      const ground = pixels[0] ?? 0;
      return {
        width: canvas.width,
        height: canvas.height,
        colours: new Set(pixels).size,
        drawn: pixels.reduce((sum, pixel) => sum + Number(pixel !== ground), 0) / pixels.length,
        opaque: ground >>> 24 === 255,
      };
    },
    [bytes.toString("base64"), type] as const,
  );

/** What of a saved drawing would need the page's style sheets, and its texts. */
const needsOf = (page: Page, text: string) =>
  page.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    const all = [...parsed.querySelectorAll("*")];
    // drawn alone, to see whether all that it says lies within it
    const alone = document.body.appendChild(document.importNode(parsed.documentElement, true));
    const frame = alone.getBoundingClientRect();
    const cut = [...alone.querySelectorAll("text")].filter((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
    }).length;
    alone.remove();
    const texts = [...parsed.querySelectorAll("text, tspan")];
    return {
      broken: parsed.querySelector("parsererror")?.textContent ?? null,
      root: parsed.documentElement.tagName,
      classes: all.filter((element) => element.hasAttribute("class")).length,
      variables: all.flatMap((element) => [...element.attributes]).filter(({ value }) => value.includes("var(")).length,
      unfilled: texts.filter((one) => !one.getAttribute("fill") || !one.getAttribute("font-family")).length,
      cut,
      texts: texts.map((one) => one.textContent?.trim() ?? ""),
      elsewhere: all
        .flatMap((element) => [...element.attributes])
        .filter(({ name, value }) => name === "href" && !value.startsWith("data:")).length,
    };
  }, text);

/** A number as the page writes it in tables: whole ones in full, others to three digits, with a true minus. */
function numberWords(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en").replace("-", "−");
  const words = Math.abs(value) < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return words.replace(/^-/, "−");
}

/** Every cell of the twin's rows that are drawn, against the CSV; and as many rows as the CSV has. */
async function compareTwin(figure: Locator, csv: string): Promise<void> {
  const { data } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
  const [header = [], ...rows] = data;
  await figure.locator("summary").filter({ hasText: "As a table" }).click();
  const table = figure.locator("table.q-rows");
  await expect(table).toBeVisible();
  expect(await table.locator("thead th").allTextContents()).toEqual(header);
  expect(await table.getAttribute("aria-rowcount")).toBe(String(rows.length + 1));
  const shown = await table
    .locator("tbody tr[aria-rowindex]")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
  expect(shown.length).toBeGreaterThan(Math.min(rows.length, 10) - 1);
  const words = (cell: string, said: string): string => {
    if (cell === "") return "–";
    const number = Number(cell);
    if (Number.isNaN(number) || said === cell) return cell.replace(/^'/, "");
    return numberWords(number);
  };
  for (const [place, row] of shown.entries())
    expect(row).toEqual(rows[place]?.map((cell, column) => words(cell, row[column] ?? "")));
  await figure.locator("summary").filter({ hasText: "As a table" }).click();
}

/** Saves a figure in its three forms, and checks each by itself and the numbers against the table on the page. */
export async function checkFiles(page: Page, figure: Locator, name: string, info: TestInfo): Promise<void> {
  await figure.locator("summary").filter({ hasText: "Save" }).click();
  const svg = await saved(page, figure, "SVG", info.outputPath(`${name}.svg`));
  const { texts, ...needs } = await needsOf(page, svg.bytes.toString());
  expect(needs, name).toEqual({
    broken: null,
    root: "svg",
    classes: 0,
    variables: 0,
    unfilled: 0,
    cut: 0,
    elsewhere: 0,
  });
  expect(texts.filter((text) => text !== "").length, name).toBeGreaterThan(4);
  const alone = await looksLike(page, svg.bytes, "image/svg+xml");
  expect(alone.opaque, name).toBe(true);
  expect(alone.drawn, name).toBeGreaterThan(0.01);
  expect(alone.colours, name).toBeGreaterThan(8);
  const png = await saved(page, figure, "PNG", info.outputPath(`${name}.png`));
  const picture = await looksLike(page, png.bytes, "image/png");
  expect([picture.width, picture.height], name).toEqual([Math.ceil(2 * alone.width), Math.ceil(2 * alone.height)]);
  expect(picture.drawn, name).toBeGreaterThan(0.01);
  expect(picture.colours, name).toBeGreaterThan(8);
  const csv = await saved(page, figure, "CSV", info.outputPath(`${name}.csv`));
  expect([svg.name, png.name, csv.name].map((file) => file.replace(/\.\w+$/, ""))).toEqual(
    new Array(3).fill(svg.name.replace(/\.svg$/, "")),
  );
  await figure.locator("summary").filter({ hasText: "Save" }).click();
  await compareTwin(figure, csv.bytes.toString());
}
