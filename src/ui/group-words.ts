/** Names that a list spells out before it only counts. */
const spelled = 2;

/**
 * A group's id for small places: groups of residual networks are named by a dozen layers ("conv1 + 9 more"). What the
 * core puts in parentheses behind it, to tell two groups of the same layers apart, stays.
 */
export function groupWords(id: string): string {
  const [, names = id, rest = ""] = /^(.*?)( \(\d+\))?$/.exec(id) ?? [];
  const layers = names.split("+");
  return layers.length > spelled ? `${layers[0]} + ${layers.length - 1} more${rest}` : id;
}

/** "a, b and 7 more" */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, spelled).join(", ");
  return names.length > spelled ? `${shown} and ${names.length - spelled} more` : shown;
}
