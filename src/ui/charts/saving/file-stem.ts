/** A file name made of a title's words, without an ending: "Validation accuracy against units" is validation-accuracy-against-units. */
export function fileStem(title: string): string {
  const [sentence = ""] = title.split(/[.:](?:\s|$)/);
  const words = sentence
    .toLowerCase()
    .normalize("NFKD")
    .match(/[a-z0-9]+/g);
  const stem = (words ?? []).join("-").slice(0, 60);
  return stem.replace(/-+$/, "") || "figure";
}
