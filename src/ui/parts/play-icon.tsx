const paths = {
  first: "M3 3h2v10H3zM13 3v10L6 8z",
  back: "M11 3v10L4 8z",
  "play-back": "M8 3v10L2 8zM14 3v10L8 8z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  play: "M2 3v10l6-5zM8 3v10l6-5z",
  on: "M5 3v10l7-5z",
  last: "M11 3h2v10h-2zM3 3v10l7-5z",
} as const;

export type PlayIconName = keyof typeof paths;

/** The sign on a button of the transport bar; its words are the button's. */
export function PlayIcon({ name }: { readonly name: PlayIconName }) {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} fill="currentColor" />
    </svg>
  );
}
