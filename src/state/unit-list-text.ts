/** Unit numbers as a person writes them, such as "0, 3, 7-9". */
export function unitListText(units: readonly number[]): string {
  const sorted = [...new Set(units)].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const unit of sorted) {
    const last = spans.at(-1);
    if (last && unit === last[1] + 1) last[1] = unit;
    else spans.push([unit, unit]);
  }
  return spans
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}-${to}`))
    .join(", ");
}

/**
 * The unit numbers in a text, ascending; null where it makes no sense.
 * @param width units of the group: numbers are below it
 */
export function unitListFrom(text: string, width: number): readonly number[] | null {
  const units = new Set<number>();
  for (const part of text.split(/[,;\s]+/).filter((word) => word !== "")) {
    const found = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part);
    if (!found) return null;
    const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (from > to || to >= width) return null;
    for (let unit = from; unit <= to; unit++) units.add(unit);
  }
  return [...units].sort((a, b) => a - b);
}
