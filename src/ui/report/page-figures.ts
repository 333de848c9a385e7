import { figuresIn } from "../charts/saving/drawn-figures.ts";
import { svgText } from "../charts/saving/svg-text.ts";
import type { ReportFigure } from "./report-html.ts";
import { type ThemedClasses, themedRules, themedSvg } from "./themed-svg.ts";

const scheme = "data-mantine-color-scheme";

/** Does something while the page has other colours; nothing of it is drawn. */
function inColours<T>(wanted: "light" | "dark", work: () => T): T {
  const root = document.documentElement;
  const before = root.getAttribute(scheme);
  root.setAttribute(scheme, wanted);
  try {
    return work();
  } finally {
    if (before === null) root.removeAttribute(scheme);
    else root.setAttribute(scheme, before);
  }
}

/** The figures that are on the page now, in the reader's colours, with their numbers. */
export function pageFigures(): {
  readonly figures: readonly ReportFigure[];
  readonly rules: { readonly light: string; readonly dark: string };
} {
  const classes: ThemedClasses = new Map();
  const figures = figuresIn(document).map(({ svg, label, title, keys, table }) => {
    const draw = () => svgText(svg, label, title, keys ?? []).text;
    return {
      label,
      section: svg.closest("section.q-panel")?.querySelector("h2")?.textContent ?? "",
      svg: themedSvg(inColours("light", draw), inColours("dark", draw), classes),
      table: table?.() ?? null,
    };
  });
  return { figures, rules: themedRules(classes) };
}
