/** Who plays: all units in one game, or those of one layer at a time, each layer's game with all other units present. */
export const playsChoices = ["together", "layer-by-layer"] as const;
export type Plays = (typeof playsChoices)[number];
