import { FailureError } from "../../core/failure.ts";

/** The device did not do what it was asked to: out of memory, or what follows from that. */
export class Refused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`refused: ${reason}`);
    this.name = "Refused";
    this.reason = reason;
  }
}

/**
 * Issues work and watches for errors of the device, which WebGPU tells beside the result and later. `work` must issue all
 * of it before its first wait.
 * @throws Refused with the device's own words
 */
export async function watched<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  const filters: GPUErrorFilter[] = ["validation", "internal", "out-of-memory"];
  for (const filter of filters) device.pushErrorScope(filter);
  let result: Promise<T>;
  try {
    result = work();
  } catch (error) {
    result = Promise.reject(error);
  }
  const scopes = filters.map(() => device.popErrorScope());
  const [value, ...errors] = await Promise.all([
    result.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    ),
    ...scopes.map((scope) => scope.catch(() => null)),
  ]);
  const refused = errors.find((error) => error !== null && error !== undefined);
  if (refused) throw new Refused(refused.message);
  if ("error" in value) throw value.error;
  return value.value;
}

/** Coalitions that a pass may hold: halved whenever the device refuses one. */
export interface Room {
  readonly rows: number;
  /** @throws FailureError out-of-memory where one coalition is too much already */
  shrink(tried: number, refused: Refused): void;
}

/**
 * @param bytesOf what a pass of so many coalitions takes, for the person
 * @param who refused it, for the person
 */
export function roomFor(
  rows: number,
  bytesOf: (rows: number) => number,
  shrunk: (rows: number) => void = () => {},
  who = "The GPU",
): Room {
  let now = Math.max(1, Math.floor(rows));
  return {
    get rows() {
      return now;
    },
    shrink(tried, { reason }) {
      if (tried <= 1)
        throw new FailureError({
          kind: "out-of-memory",
          message: `${who} refused a pass of one coalition, which takes about ${Math.ceil(bytesOf(1) / 2 ** 20)} MiB.`,
          advice: "Use a smaller network or fewer calibration examples, or choose another backend in the settings.",
          details: reason,
        });
      now = Math.max(1, Math.floor(tried / 2));
      shrunk(now);
    },
  };
}
