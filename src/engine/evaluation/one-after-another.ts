/**
 * Makes calls wait for those before them where the work must not be entered twice; the first begins at once. A call that
 * fails does not hold up the next.
 */
export function oneAfterAnother<Given extends readonly unknown[], T>(
  work: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  let last: Promise<unknown> | null = null;
  return (...given) => {
    const mine: Promise<T> = last === null ? work(...given) : last.then(() => work(...given));
    const over: Promise<void> = mine
      .then(
        () => {},
        () => {},
      )
      .then(() => {
        if (last === over) last = null;
      });
    last = over;
    return mine;
  };
}
