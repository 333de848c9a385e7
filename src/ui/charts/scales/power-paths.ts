interface Powers {
  /** Players from left to right. */
  readonly players: Int32Array;
  readonly power: Float64Array;
  readonly intervals: readonly (readonly [number, number] | null)[];
  /** Layer or state of each player. */
  readonly kindOf: Int32Array | Uint8Array;
  /** A mark of a kind at a place, as a path. */
  readonly markAt: (kind: number, x: string, y: string) => string;
  /** CSS pixels of a rank, and of a value; both linear. */
  readonly x: (rank: number) => number;
  readonly y: (value: number) => number;
}

/** Paths by kind; kinds without any are left out. */
export interface PowerPaths {
  readonly marks: readonly (string | undefined)[];
  readonly whiskers: readonly (string | undefined)[];
}

/** To a tenth of a pixel, which a number's own words give sooner than `toFixed`. */
const short = (pixels: number) => String(Math.round(10 * pixels) / 10);

/** Whiskers of one kind within one column of pixels, which go down together where they overlap. */
class Column {
  readonly spans: [number, number][] = [];
  at = Number.NaN;
  path = "";

  add(across: number, top: number, bottom: number): void {
    if (across !== this.at) this.draw();
    this.at = across;
    this.spans.push([top, bottom]);
  }

  draw(): void {
    this.spans.sort((a, b) => a[0] - b[0]);
    for (let place = 0; place < this.spans.length; ) {
      let [top, bottom] = this.spans[place] as [number, number];
      for (place++; place < this.spans.length && (this.spans[place] as [number, number])[0] <= bottom; place++)
        bottom = Math.max(bottom, (this.spans[place] as [number, number])[1]);
      this.path += `M${short(this.at)} ${short(top)}V${short(bottom)}`;
    }
    this.spans.length = 0;
  }
}

/**
 * Every unit's mark and whisker, as a path of each a kind. Where several units share a column of pixels, those are drawn
 * at its middle, marks of a kind within half a pixel of each other once, and whiskers that overlap as one: the same
 * picture from some thousand pieces, where ten thousand units would take the page's thread too long.
 */
export function powerPaths({ players, power, intervals, kindOf, markAt, x, y }: Powers): PowerPaths {
  const [left, width, zero, unit] = [x(0), x(1) - x(0), y(0), y(1) - y(0)];
  const crowded = width < 1;
  const marks: string[] = [];
  const columns: Column[] = [];
  // the column in which a kind was last drawn, by half pixels from the top
  const drawn: Map<number, number>[] = [];
  for (let place = 0; place < players.length; place++) {
    const player = players[place] as number;
    const value = power[player] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const kind = kindOf[player] ?? 0;
    const exact = left + width * (place + 1);
    const across = crowded ? Math.round(exact) : exact;
    const down = zero + unit * value;
    const half = Math.round(2 * down);
    drawn[kind] ??= new Map();
    if (!crowded || drawn[kind].get(half) !== across) {
      drawn[kind].set(half, across);
      marks[kind] = (marks[kind] ?? "") + markAt(kind, short(across), short(crowded ? half / 2 : down));
    }
    const interval = intervals[player];
    if (!interval) continue;
    columns[kind] ??= new Column();
    columns[kind].add(across, zero + unit * interval[1], zero + unit * interval[0]);
  }
  const whiskers = columns.map((column) => {
    column.draw();
    return column.path;
  });
  return { marks, whiskers };
}
