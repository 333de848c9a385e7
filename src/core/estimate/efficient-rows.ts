/** Powers of the bend that the products of two columns need: none, once, twice. */
const powers = [0, 1, 2] as const;

/**
 * Rows of a weighted regression under efficiency: a = z - s/N for a coalition z of size s, where asked for the same times
 * a bend q(s/N), extra columns sin(2 pi j s/N), a response and a weight. A row and its complement's, with everything
 * negated, say the same; the smaller of the two is kept, so adding costs the square of at most N/2. The a of every row
 * add up to zero.
 *
 * The bend is a parabola in s/N whose mean over the sizes 1..N-1 is zero: how the contribution of a player depends on the
 * size of the coalition, evenly about N/2, without touching the mean over sizes that is the Shapley value.
 */
export class EfficientRows {
  readonly players: number;
  /** Sine columns. */
  readonly waves: number;
  /** Whether there are columns of a times the bend. */
  readonly bent: boolean;
  readonly columns: number;
  rows = 0;
  /** Memberships, rows x players; longer than that. */
  members: Uint8Array;
  /** s/N, response and weight of each row; longer than `rows`. */
  fractions = new Float64Array(64);
  responses = new Float64Array(64);
  weights = new Float64Array(64);
  private readonly bendMean: number;
  /** All for weight times a power of the bend. Lower triangle: of the rows in which two players stand together. */
  private readonly together: Float64Array[];
  /** Of each player, over its rows: times s/N, response, sines. */
  private readonly fractionWith: Float64Array[];
  private readonly responseWith: Float64Array[];
  private readonly wavesWith: Float64Array[][];
  private readonly squaredFractions = new Float64Array(powers.length);
  private readonly fractionResponse = new Float64Array(powers.length);
  private readonly fractionWaves: Float64Array[];
  private readonly waveResponse: Float64Array;
  private readonly waveGram: Float64Array;

  /** @param bent asked for; below four players sizes cannot tell it, and there is none */
  constructor(players: number, waves: number, bent: boolean) {
    this.players = players;
    this.waves = waves;
    this.bent = bent && players >= 4;
    this.columns = (this.bent ? 2 : 1) * players + waves;
    const used = this.bent ? powers : powers.slice(0, 1);
    const perPlayer = () => new Float64Array(players);
    this.members = new Uint8Array(64 * players);
    this.together = used.map(() => new Float64Array(players * players));
    this.fractionWith = used.map(perPlayer);
    this.responseWith = used.map(perPlayer);
    this.wavesWith = used.map(() => Array.from({ length: waves }, perPlayer));
    this.fractionWaves = used.map(() => new Float64Array(waves));
    this.waveResponse = new Float64Array(waves);
    this.waveGram = new Float64Array(waves * waves);
    let mean = 0;
    for (let s = 1; s < players; s++) mean += (6 * (s / players) ** 2 - (6 * s) / players + 1) / (players - 1);
    this.bendMean = mean;
  }

  /** The sine columns at a size s/N. */
  wavesAt(fraction: number): Float64Array {
    return Float64Array.from({ length: this.waves }, (_, j) => Math.sin(2 * Math.PI * (j + 1) * fraction));
  }

  bendAt(fraction: number): number {
    return 6 * fraction * fraction - 6 * fraction + 1 - this.bendMean;
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
    const present: number[] = [];
    for (let i = 0; i < n; i++) {
      if (coalition[i] !== member) continue;
      this.members[this.rows * n + i] = 1;
      present.push(i);
    }
    const bend = this.bendAt(fraction);
    let scaled = weight;
    for (let power = 0; power < this.together.length; power++, scaled *= bend) {
      const together = this.together[power];
      for (let a = 0; a < present.length; a++) {
        const i = present[a];
        for (let b = 0; b <= a; b++) together[i * n + present[b]] += scaled;
        this.fractionWith[power][i] += scaled * fraction;
        this.responseWith[power][i] += scaled * y;
        for (let j = 0; j < waves.length; j++) this.wavesWith[power][j][i] += scaled * waves[j];
      }
      this.squaredFractions[power] += scaled * fraction * fraction;
      this.fractionResponse[power] += scaled * fraction * y;
      for (let j = 0; j < waves.length; j++) this.fractionWaves[power][j] += scaled * fraction * waves[j];
    }
    for (let j = 0; j < waves.length; j++) {
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

  /** Weighted Gram matrix of all columns: the players', the bent ones, the sines. Lower triangle of columns x columns. */
  gram(): Float64Array {
    const { players: n, columns } = this;
    const blocks = this.bent ? 2 : 1;
    const gram = new Float64Array(columns * columns);
    for (let block = 0; block < blocks; block++)
      for (let other = 0; other <= block; other++) {
        const power = block + other;
        const together = this.together[power];
        const withFraction = this.fractionWith[power];
        for (let i = 0; i < n; i++)
          for (let j = 0; j <= i; j++) {
            const sum = together[i * n + j] - withFraction[i] - withFraction[j] + this.squaredFractions[power];
            gram[(block * n + i) * columns + other * n + j] = sum;
            // a block off the diagonal is symmetric too, and wanted in full
            if (other < block) gram[(block * n + j) * columns + other * n + i] = sum;
          }
      }
    for (let j = 0; j < this.waves; j++) {
      const row = (blocks * n + j) * columns;
      for (let block = 0; block < blocks; block++)
        for (let i = 0; i < n; i++)
          gram[row + block * n + i] = this.wavesWith[block][j][i] - this.fractionWaves[block][j];
      for (let k = 0; k <= j; k++) gram[row + blocks * n + k] = this.waveGram[j * this.waves + k];
    }
    return gram;
  }

  /** Weighted sums of the columns times the response. */
  moments(): Float64Array {
    const n = this.players;
    const moments = new Float64Array(this.columns);
    for (let block = 0; block < (this.bent ? 2 : 1); block++)
      for (let i = 0; i < n; i++) moments[block * n + i] = this.responseWith[block][i] - this.fractionResponse[block];
    moments.set(this.waveResponse, this.columns - this.waves);
    return moments;
  }
}
