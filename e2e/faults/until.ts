/** Milliseconds that nothing here takes, whatever else the machine does. */
export const patience = 120_000;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Waits until something holds. @param every milliseconds between two looks. @throws Error that says what did not come */
export async function until(holds: () => Promise<boolean>, what: string, every = 25): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${patience / 1000} seconds: ${what}`);
    await pause(every);
  }
}
