import { expectedBest } from "../stats/expected-best.ts";
import { counted, errorOf, type Figure, points, type Sign } from "./sign.ts";

/**
 * By how much the best of some readings of equally good networks is too good on average: the expected maximum of so
 * many normals, with the largest standard error among them. An upper bound, since the same examples make the readings
 * move together.
 */
export function bestIsTooGoodBy(readings: readonly Pick<Figure, "interval">[]): number {
  return Math.max(0, ...readings.map(errorOf)) * expectedBest(readings.length);
}

/**
 * The test figures of several networks were read, or of another one before this one was chosen: whoever goes on choosing
 * then ranks on what is reported.
 * @param readings a figure for each network whose test figure was read
 * @param chosenRead whether the chosen network is one of them
 * @param unread examples that could test and that nobody has read
 */
export function severalReadings(readings: readonly Figure[], chosenRead: boolean, unread = 0): Sign | null {
  const kind = "several-readings";
  const [first] = readings;
  if (first === undefined || (readings.length === 1 && chosenRead)) return null;
  if (readings.length === 1)
    return {
      kind,
      sentence: `The test figure of another network was read before this one was chosen. The better of two readings is too good by up to about ${points(bestIsTooGoodBy([first, first]))}.`,
      advice: "Choose on validation examples, and report this network's test figure even if it is the lower one.",
      severity: "notice",
    };
  return {
    kind,
    sentence: `The test figures of ${counted(readings.length)} networks were read. The best of ${readings.length} is too good by up to about ${points(bestIsTooGoodBy(readings))}, for each has a standard error of about ${points(Math.max(...readings.map(errorOf)))}.`,
    advice: `Report the network that the validation examples chose, and that there were ${readings.length} readings; or ${
      unread > 0
        ? `raise “Test examples” and prepare again: ${counted(unread)} that could test are unread.`
        : "measure it on examples that nobody has read; there are none left here."
    }`,
    severity: "warning",
  };
}
