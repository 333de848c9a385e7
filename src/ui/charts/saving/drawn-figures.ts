import type { FigureTable } from "./figure-table.ts";
import type { PictureKey } from "./svg-text.ts";

/** What a figure on the page knows of itself beside its drawing. */
export interface DrawnFigure {
  readonly label: string;
  readonly title: string | null;
  readonly keys: readonly PictureKey[] | undefined;
  readonly table: (() => FigureTable) | null;
}

const drawn = new WeakMap<Element, DrawnFigure>();

/** Notes what a figure knows of itself, for whoever saves all figures of the page. */
export function noteFigure(figure: Element | null, known: DrawnFigure): void {
  if (figure !== null) drawn.set(figure, known);
}

/** The figures below an element that are drawn now, in the order of the page. */
export function figuresIn(root: ParentNode): readonly (DrawnFigure & { readonly svg: SVGSVGElement })[] {
  return [...root.querySelectorAll("figure")].flatMap((figure) => {
    const [known, svg] = [drawn.get(figure), figure.querySelector<SVGSVGElement>("svg.q-chart")];
    return known && svg && figure.checkVisibility?.() !== false ? [{ ...known, svg }] : [];
  });
}
