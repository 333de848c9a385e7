/** One holder at a time, in the order of asking. */
export interface Turn {
  /** Resolves when it is one's turn, with what gives it back; giving back twice is harmless. */
  take(): Promise<() => void>;
}

export function createTurn(): Turn {
  let last: Promise<void> = Promise.resolve();
  return {
    async take() {
      const before = last;
      let giveBack: () => void = () => {};
      last = new Promise((resolve) => {
        giveBack = resolve;
      });
      await before;
      return giveBack;
    },
  };
}
