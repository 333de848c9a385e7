/** A figure on 100 examples with an interval of two points either way. */
export const accuracy = (value: number) => ({
  value,
  interval: [value - 0.02, Math.min(1, value + 0.02)] as const,
  examples: 100,
});
