import { area, extent, line, scaleLinear, schemeTableau10 } from "d3";

interface PlotPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the range drawn around the point. */
  readonly low: number;
  readonly high: number;
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly name: string; readonly points: readonly PlotPoint[] }[];
}

const [width, height] = [720, 420];
const margin = { top: 40, right: 90, bottom: 50, left: 60 };
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A line plot with ranges as an SVG text: for the tables that benches leave behind. */
export function linePlot({ title, x, y, lines }: Plot): string {
  const all = lines.flatMap(({ points }) => points);
  const across = scaleLinear(extent(all, (point) => point.x) as [number, number], [
    margin.left,
    width - margin.right,
  ]).nice();
  const [low, high] = [Math.min(0, ...all.map((point) => point.low)), Math.max(1, ...all.map((point) => point.high))];
  const up = scaleLinear([low, high], [height - margin.bottom, margin.top]).nice();
  const draw = line<PlotPoint>(
    (point) => across(point.x),
    (point) => up(point.y),
  );
  const spread = area<PlotPoint>(
    (point) => across(point.x),
    (point) => up(point.low),
    (point) => up(point.high),
  );
  const body = lines.map(({ name, points }, place) => {
    const colour = schemeTableau10[place % 10];
    const last = points.at(-1);
    return [
      `<path d="${spread([...points])}" fill="${colour}" opacity="0.12"/>`,
      `<path d="${draw([...points])}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map((point) => `<circle cx="${across(point.x)}" cy="${up(point.y)}" r="3" fill="${colour}"/>`),
      last ? `<text x="${across(last.x) + 8}" y="${up(last.y) + 4}" fill="${colour}">${escaped(name)}</text>` : "",
    ].join("");
  });
  const ticksX = across
    .ticks(6)
    .map((tick) => `<text x="${across(tick)}" y="${height - margin.bottom + 18}" text-anchor="middle">${tick}</text>`);
  const ticksY = up
    .ticks(6)
    .map(
      (tick) =>
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${up(tick)}" y2="${up(tick)}" stroke="#ddd"/><text x="${margin.left - 8}" y="${up(tick) + 4}" text-anchor="end">${tick}</text>`,
    );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${margin.left}" y="22" font-size="14" font-weight="bold">${escaped(title)}</text>`,
    ...ticksY,
    ...ticksX,
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 12}" text-anchor="middle">${escaped(x)}</text>`,
    `<text transform="translate(16 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
    ...body,
    "</svg>",
  ].join("\n");
}
