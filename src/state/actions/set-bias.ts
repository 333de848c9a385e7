import type { Lab } from "../lab.ts";

/** Sets the bias d; null lets it follow the critical size again. */
export function setBias(lab: Lab, bias: number | null): void {
  const within = bias === null ? null : Math.min(0.99, Math.max(0.01, bias));
  lab.store.setState(({ view }) => ({ view: { ...view, bias: within } }));
}
