/** One of the trained networks in bench/networks. */
export interface TrainedNetwork {
  /** The name of its folder, and of its rows. */
  readonly name: string;
  readonly dropout: boolean;
}

const seeds = [1, 2, 3];

/** LeNet-5 on MNIST, three training seeds each; bench/networks/ORIGIN.md says how they were trained. */
export const networks: readonly TrainedNetwork[] = [
  ...seeds.map((seed) => ({ name: `lenet-seed${seed}`, dropout: false })),
  ...seeds.map((seed) => ({ name: `lenet-dropout-seed${seed}`, dropout: true })),
];
