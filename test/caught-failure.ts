import { type Failure, FailureError } from "../src/core/failure.ts";

/** The failure that the action throws; anything else, or nothing, fails the test. */
export async function caughtFailure(action: () => unknown): Promise<Failure> {
  try {
    await action();
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}
