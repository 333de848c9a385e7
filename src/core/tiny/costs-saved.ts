import type { Game } from "../game/game.ts";

/**
 * The savings game of a cost game: a coalition is worth what its members would pay alone less what they pay together,
 * so that more is better as in every payoff game. A payoff y in it is a cost share alone_i - y_i.
 * @param alone what each player pays alone
 */
export function costsSaved(cost: Game, alone: readonly number[]): Game {
  const { players } = cost;
  return {
    players,
    async values(batch) {
      return (await cost.values(batch)).map((together, row) =>
        alone.reduce((sum, own, i) => sum + own * batch.members[row * players + i], -together),
      );
    },
  };
}
