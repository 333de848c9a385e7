/**
 * Coalitions with a response each, and the sums over them that a linear fit needs. Rows are added one at a time and
 * memberships are counted in whole numbers, so the sums do not depend on how the rows came in batches. Adding a
 * coalition costs the square of its size.
 */
export class CoalitionSums {
  readonly players: number;
  rows = 0;
  responseSum = 0;
  /** Responses, `rows` of them; longer than that. */
  responses = new Float64Array(64);
  /** Memberships, rows x players; longer than that. */
  members: Uint8Array;
  /** Lower triangle: in how many rows two players stand together. */
  readonly together: Float64Array;
  /** Sum of the responses of the rows with a player. */
  readonly responseWith: Float64Array;

  constructor(players: number) {
    this.players = players;
    this.members = new Uint8Array(64 * players);
    this.together = new Float64Array(players * players);
    this.responseWith = new Float64Array(players);
  }

  add(coalition: Uint8Array, response: number): void {
    const n = this.players;
    if (this.rows === this.responses.length) this.grow();
    this.members.set(coalition, this.rows * n);
    this.responses[this.rows++] = response;
    this.responseSum += response;
    const present: number[] = [];
    for (let i = 0; i < n; i++) {
      if (coalition[i] === 0) continue;
      present.push(i);
      this.responseWith[i] += response;
      for (const j of present) this.together[i * n + j]++;
    }
  }

  private grow(): void {
    const responses = new Float64Array(2 * this.responses.length);
    responses.set(this.responses);
    this.responses = responses;
    const members = new Uint8Array(2 * this.members.length);
    members.set(this.members);
    this.members = members;
  }

  /** In how many rows a player stands. */
  countOf(player: number): number {
    return this.together[player * this.players + player];
  }

  /** Sum over rows of (z - centre)(z - centre)', lower triangle of players x players. */
  gramAround(centre: Float64Array): Float64Array {
    const n = this.players;
    const gram = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        gram[i * n + j] =
          this.together[i * n + j] -
          centre[i] * this.countOf(j) -
          centre[j] * this.countOf(i) +
          this.rows * centre[i] * centre[j];
    return gram;
  }

  /** Sum over rows of (z - centre) times the response. */
  momentsAround(centre: Float64Array): Float64Array {
    return this.responseWith.map((sum, i) => sum - centre[i] * this.responseSum);
  }
}
