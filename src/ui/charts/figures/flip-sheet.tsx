import { Unspoken } from "../marks/unspoken.tsx";
import { wrapWords } from "../scales/wrap-words.ts";

/** An example whose answer changed, as it is drawn for a file. */
export interface FlipCard {
  readonly id: string;
  /** Address of its picture; null where it is none. */
  readonly picture: string | null;
  /** What stands in place of a picture. */
  readonly text: string;
  /** "3 0.98 → 8 0.51", and the line below it. */
  readonly votes: string;
  readonly note: string;
}

interface FlipSheetProps {
  readonly cards: readonly FlipCard[];
  readonly width: number;
}

const card = { width: 150, height: 152, picture: 96 };
const lines = { most: 6, letters: 22, height: 14 };

/** Examples that flipped as one drawing, side by side: the same that the page shows as a list, for files. */
export function FlipSheet({ cards, width }: FlipSheetProps) {
  const across = Math.max(1, Math.min(cards.length, Math.floor(width / card.width)));
  const height = Math.ceil(cards.length / across) * card.height;
  return (
    <svg
      className="q-chart"
      role="presentation"
      width={across * card.width}
      height={height}
      viewBox={`0 0 ${across * card.width} ${height}`}
    >
      <Unspoken>
        {cards.map(({ id, picture, text, votes, note }, place) => (
          <g
            key={id}
            transform={`translate(${(place % across) * card.width},${Math.floor(place / across) * card.height})`}
          >
            {picture === null ? (
              wrapWords(text, lines.letters, lines.most).map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their places and may be alike
                <text key={at} x={0} y={14 + at * lines.height}>
                  {line}
                </text>
              ))
            ) : (
              <image
                href={picture}
                width={card.picture}
                height={card.picture}
                style={{ imageRendering: "pixelated" }}
                preserveAspectRatio="xMinYMin"
              />
            )}
            <text className="q-pane-title" x={0} y={card.picture + 18}>
              {votes}
            </text>
            <text x={0} y={card.picture + 35}>
              {note}
            </text>
          </g>
        ))}
      </Unspoken>
    </svg>
  );
}
