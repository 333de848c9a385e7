import { groupWords } from "../../group-words.ts";

interface GroupButtonProps {
  readonly id: string;
  readonly lit: boolean;
  readonly onLight: (group: string | null) => void;
}

/** Names a group; pointed at, focused or pressed it lights everything that a cut there touches. */
export function GroupButton({ id, lit, onLight }: GroupButtonProps) {
  return (
    <button
      type="button"
      className="q-group"
      aria-pressed={lit}
      title={id}
      onMouseEnter={() => onLight(id)}
      onMouseLeave={() => onLight(null)}
      onFocus={() => onLight(id)}
      onBlur={() => onLight(null)}
      onClick={() => onLight(id)}
    >
      {groupWords(id)}
    </button>
  );
}
