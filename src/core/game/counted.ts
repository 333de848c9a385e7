import type { Game } from "./game.ts";

/** The same game, counting how many coalitions it was asked for. */
export function counted(game: Game): Game & { readonly evaluations: number } {
  let evaluations = 0;
  return {
    players: game.players,
    get evaluations() {
      return evaluations;
    },
    values(batch) {
      evaluations += batch.rows;
      return game.values(batch);
    },
  };
}
