/** Lets the page draw what changed before more does: changes that follow at once would be drawn in one long task. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
