import { airportGame } from "../game/airport.ts";
import type { Game } from "../game/game.ts";
import { gloveGame } from "../game/glove.ts";
import { majorityGame } from "../game/majority.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { unanimityGame } from "../game/unanimity.ts";
import { weightedVotingGame } from "../game/weighted-voting.ts";
import { seededRandom } from "../random/random-source.ts";
import { bankruptcyGame } from "./bankruptcy.ts";
import { costsSaved } from "./costs-saved.ts";

/** A game to learn the method with, its answers known or quickly found. */
export interface TextbookGame {
  /** Names the game in a record or an address; never changes. */
  readonly key: string;
  readonly title: string;
  /** One sentence: who plays and what a coalition is worth. */
  readonly description: string;
  /** A name for each player. */
  readonly players: readonly string[];
  readonly game: Game;
}

const numbered = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word} ${i + 1}`);
const claims = [100, 200, 300];
const movements = [1, 2, 3, 5, 8, 13];

/** All of at most 12 players, from the plainest on. */
export const textbookGames: readonly TextbookGame[] = [
  {
    key: "majority",
    title: "Majority of three",
    description: "Any two of three equal players win 1, so nobody is indispensable and the core is empty.",
    players: numbered("Player", 3),
    game: majorityGame(3, 2),
  },
  {
    key: "gloves",
    title: "Gloves",
    description:
      "One left glove meets two right ones and a pair is worth 1: the core leaves everything to the left one.",
    players: ["Left", "Right 1", "Right 2"],
    game: gloveGame(1, 2),
  },
  {
    key: "unanimity",
    title: "Unanimity",
    description: "Three of five players are needed together for a worth of 1 and the two others change nothing.",
    players: numbered("Player", 5),
    game: unanimityGame(5, [0, 1, 2]),
  },
  {
    key: "eec-1958",
    title: "Council of the EEC, 1958",
    description:
      "Six countries vote with weights 4, 4, 4, 2, 2, 1 and twelve votes pass: Luxembourg never tips the scale.",
    players: ["France", "Germany", "Italy", "Belgium", "Netherlands", "Luxembourg"],
    game: weightedVotingGame([4, 4, 4, 2, 2, 1], 12),
  },
  {
    key: "airport",
    title: "Airport",
    description:
      "Six airlines need runways of cost 1, 2, 3, 5, 8 and 13, and a coalition is worth what it saves by building one runway together.",
    players: movements.map((cost) => `Runway ${cost}`),
    game: costsSaved(airportGame(movements), movements),
  },
  {
    key: "bankruptcy",
    title: "Bankruptcy",
    description:
      "Three creditors claim 100, 200 and 300 of an estate of 200, and a coalition is worth what the others' full claims leave over.",
    players: claims.map((claim) => `Claim ${claim}`),
    game: bankruptcyGame(200, claims),
  },
  {
    key: "random",
    title: "Random game",
    description:
      "Seven players with twenty random synergies and frictions among up to three of them, always the same ones.",
    players: numbered("Player", 7),
    game: sumOfUnanimityGame(7, randomTerms(7, 20, 3, seededRandom(7, "textbook"))),
  },
];
