/**
 * Rows of a weighted regression under efficiency: a = z - s/N for a coalition z of size s, extra columns sin(2 pi j s/N),
 * a response and a weight. A row and its complement's, with everything negated, say the same; the smaller of the two is
 * kept, so adding costs the square of at most N/2. The a of every row add up to zero.
 */
export class EfficientRows {
  readonly players: number;
  /** Sine columns. */
  readonly waves: number;
  rows = 0;
  /** Memberships, rows x players; longer than that. */
  members: Uint8Array;
  /** s/N, response and weight of each row; longer than `rows`. */
  fractions = new Float64Array(64);
  responses = new Float64Array(64);
  weights = new Float64Array(64);
  /** Lower triangle: weight of the rows in which two players stand together. */
  private readonly together: Float64Array;
  /** Of each player, over its rows: weight x s/N, weight x response, weight x sines. */
  private readonly fractionWith: Float64Array;
  private readonly responseWith: Float64Array;
  private readonly wavesWith: Float64Array[];
  private squaredFractions = 0;
  private fractionResponse = 0;
  private readonly fractionWaves: Float64Array;
  private readonly waveResponse: Float64Array;
  private readonly waveGram: Float64Array;

  constructor(players: number, waves: number) {
    this.players = players;
    this.waves = waves;
    this.members = new Uint8Array(64 * players);
    this.together = new Float64Array(players * players);
    this.fractionWith = new Float64Array(players);
    this.responseWith = new Float64Array(players);
    this.wavesWith = Array.from({ length: waves }, () => new Float64Array(players));
    this.fractionWaves = new Float64Array(waves);
    this.waveResponse = new Float64Array(waves);
    this.waveGram = new Float64Array(waves * waves);
  }

  /** The sine columns at a size s/N. */
  wavesAt(fraction: number): Float64Array {
    return Float64Array.from({ length: this.waves }, (_, j) => Math.sin(2 * Math.PI * (j + 1) * fraction));
  }

  add(coalition: Uint8Array, response: number, weight: number): void {
    const n = this.players;
    if (this.rows === this.responses.length) this.grow();
    let size = 0;
    for (let i = 0; i < n; i++) size += coalition[i];
    const member = 2 * size > n ? 0 : 1;
    const y = member === 1 ? response : -response;
    const fraction = (member === 1 ? size : n - size) / n;
    const waves = this.wavesAt(fraction);
    const start = this.rows * n;
    const present: number[] = [];
    for (let i = 0; i < n; i++) {
      if (coalition[i] !== member) continue;
      this.members[start + i] = 1;
      present.push(i);
      for (const j of present) this.together[i * n + j] += weight;
      this.fractionWith[i] += weight * fraction;
      this.responseWith[i] += weight * y;
      for (let j = 0; j < waves.length; j++) this.wavesWith[j][i] += weight * waves[j];
    }
    this.squaredFractions += weight * fraction * fraction;
    this.fractionResponse += weight * fraction * y;
    for (let j = 0; j < waves.length; j++) {
      this.fractionWaves[j] += weight * fraction * waves[j];
      this.waveResponse[j] += weight * waves[j] * y;
      for (let k = 0; k <= j; k++) this.waveGram[j * waves.length + k] += weight * waves[j] * waves[k];
    }
    this.fractions[this.rows] = fraction;
    this.responses[this.rows] = y;
    this.weights[this.rows++] = weight;
  }

  private grow(): void {
    const longer = (values: Float64Array) => {
      const more = new Float64Array(2 * values.length);
      more.set(values);
      return more;
    };
    this.fractions = longer(this.fractions);
    this.responses = longer(this.responses);
    this.weights = longer(this.weights);
    const members = new Uint8Array(2 * this.members.length);
    members.set(this.members);
    this.members = members;
  }

  /** Weighted Gram matrix of all columns, the players' before the sines; lower triangle of (players + waves)^2. */
  gram(): Float64Array {
    const n = this.players;
    const columns = n + this.waves;
    const gram = new Float64Array(columns * columns);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        gram[i * columns + j] =
          this.together[i * n + j] - this.fractionWith[i] - this.fractionWith[j] + this.squaredFractions;
    for (let j = 0; j < this.waves; j++) {
      const row = (n + j) * columns;
      for (let i = 0; i < n; i++) gram[row + i] = this.wavesWith[j][i] - this.fractionWaves[j];
      for (let k = 0; k <= j; k++) gram[row + n + k] = this.waveGram[j * this.waves + k];
    }
    return gram;
  }

  /** Weighted sums of the columns times the response. */
  moments(): Float64Array {
    const moments = new Float64Array(this.players + this.waves);
    for (let i = 0; i < this.players; i++) moments[i] = this.responseWith[i] - this.fractionResponse;
    moments.set(this.waveResponse, this.players);
    return moments;
  }
}
