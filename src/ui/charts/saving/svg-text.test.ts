// @vitest-environment happy-dom
import { afterEach, expect, it } from "vitest";
import { svgText } from "./svg-text.ts";

afterEach(() => {
  document.head.innerHTML = "";
  document.body.innerHTML = "";
});

it("writes the styles of the page into a picture that stands by itself, and leaves out what only the page needs", () => {
  document.head.innerHTML = "<style>.q-line { stroke: rgb(1, 2, 3); stroke-width: 4px; }</style>";
  document.body.innerHTML = `<svg viewBox="0 0 300 200"><g aria-hidden="true" tabindex="0"><path class="q-line" d="M0 0H9"/></g></svg>`;
  const svg = document.querySelector("svg") as SVGSVGElement;
  const { text, width, height } = svgText(svg, "A line & more", "Lines");
  expect([width, height]).toEqual([324, 248]);
  expect(text).toContain('viewBox="-12 -36 324 248"');
  expect(text).toContain("<title>A line &amp; more</title>");
  expect(text).toMatch(/<path[^>]*stroke="rgb\(1, 2, 3\)"/);
  expect(text).toMatch(/<text[^>]*>Lines<\/text>/);
  expect(text).not.toMatch(/class=|aria-|tabindex/);
  expect(svg.outerHTML).toContain("q-line");
});

it("writes below what colours stand for, in as many lines as it takes", () => {
  document.head.innerHTML = "<style>:root { --q-series-1: #0072b2; }</style>";
  document.body.innerHTML = `<svg viewBox="0 0 210 100"></svg>`;
  const keys = ["first run", "second run", "third"].map((name) => ({ name, colour: "var(--q-series-1)" }));
  const { text, height } = svgText(document.querySelector("svg") as SVGSVGElement, "Lines", null, keys);
  // two lines of keys: the first holds one, for two would be wider than the figure
  expect(height).toBe(100 + 24 + 40);
  expect(text.match(/>(first run|second run|third)<\/text>/g)).toHaveLength(3);
  expect(text.match(/stroke="#0072b2"/g)).toHaveLength(3);
});

it("writes a title that is wider than the figure in several lines, and nothing that is only the page's own", () => {
  document.body.innerHTML = `<svg viewBox="0 0 200 100"><path data-series="var(--q-series-1)" d="M0 0H9"/></svg>`;
  const title = "Examples that a network answers differently on validation examples";
  const { text, height } = svgText(document.querySelector("svg") as SVGSVGElement, title, title);
  const lines = Array.from(text.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, line]) => line);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(" ")).toBe(title);
  expect(height).toBe(100 + 12 + 12 + 6 + 18 * lines.length);
  expect(text).not.toContain("data-series");
});
