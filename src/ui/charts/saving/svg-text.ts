import { keyPlaces } from "../scales/key-places.ts";
import { wrapWords } from "../scales/wrap-words.ts";

/** What style sheets say of marks and what a picture on its own needs to say itself. */
export const pictureProperties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
] as const;

/** Of one line of the title, and what is left below the last. */
const titleLine = 18;
const titleGap = 6;
/** Pixels that a letter of the title takes. */
const titleLetter = 7.4;
const edge = 12;

export interface SavedPicture {
  readonly text: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a colour stands for. */
export interface PictureKey {
  readonly name: string;
  readonly colour: string;
  readonly dashed?: boolean;
}

const keyHeight = 20;
const keyLine = 22;
/** Only for the page: what is reached by keyboard or read aloud has no place in a picture. */
const pageOnly = ["class", "tabindex", "role"];

function settle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of pictureProperties) {
    const value = style.getPropertyValue(name);
    if (value !== "") to.setAttribute(name, value);
  }
  to.removeAttribute("style");
  for (const name of to.getAttributeNames())
    if (pageOnly.includes(name) || /^(aria|data)-/.test(name)) to.removeAttribute(name);
  [...from.children].forEach((child, place) => {
    const copy = to.children[place];
    if (copy !== undefined) settle(child, copy);
  });
}

const element = (name: string, attributes: Readonly<Record<string, string | number>>, text?: string) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
};

/**
 * A drawn figure as an SVG that stands by itself: every style that the page's sheets give is written into it, on the
 * ground that it has on the page, with its title above.
 * @param label what it shows, for those who do not see it
 * @param keys what its colours stand for, written below
 */
export function svgText(
  svg: SVGSVGElement,
  label: string,
  title: string | null,
  keys: readonly PictureKey[] = [],
): SavedPicture {
  const [, , across = 0, down = 0] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const copy = svg.cloneNode(true) as SVGSVGElement;
  settle(svg, copy);
  const titles = title === null ? [] : wrapWords(title, Math.max(20, Math.floor(across / titleLetter)), 4);
  const above = edge + (titles.length === 0 ? 0 : titles.length * titleLine + titleGap);
  const { places, lines } = keyPlaces(
    keys.map(({ name }) => name),
    across,
    keyLine,
  );
  const [width, height] = [across + 2 * edge, down + above + edge + lines * keyHeight];
  const root = getComputedStyle(document.documentElement);
  const token = (name: string, fallback: string) => root.getPropertyValue(name).trim() || fallback;
  const ink = token("--q-ink", "#16211f");
  const font = getComputedStyle(svg).fontFamily || "sans-serif";
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${-edge} ${-above} ${width} ${height}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = { x: -edge, y: -above, width, height, fill: token("--q-surface", "#ffffff") };
  copy.prepend(element("title", {}, label), element("rect", ground));
  titles.forEach((line, place) => {
    const y = (place + 1) * titleLine - 4 - above + edge;
    const look = { fill: ink, "font-family": font, "font-size": "13px", "font-weight": 600 };
    copy.append(element("text", { x: 0, y, ...look }, line));
  });
  keys.forEach(({ name, colour, dashed }, place) => {
    const { x = 0, line = 0 } = places[place] ?? {};
    const y = down + edge / 2 + line * keyHeight;
    const stroke = colour.replace(
      /^var\((--[\w-]+)\)$/,
      (_, token) => root.getPropertyValue(token).trim() || "#444444",
    );
    const dashes = dashed ? { "stroke-dasharray": "6 4" } : {};
    copy.append(
      element("path", { d: `M${x} ${y + 6}h${keyLine}`, stroke, "stroke-width": 3, ...dashes }),
      element("text", { x: x + keyLine + 6, y: y + 10, fill: ink, "font-family": font, "font-size": "12px" }, name),
    );
  });
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}
