import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import { bestIsTooGoodBy, severalReadings } from "./several-readings.ts";

const reading = (value: number, examples = 1000) => ({
  value,
  interval: wilsonInterval(Math.round(value * examples), examples),
  examples,
});

test("one reading, of the chosen network, is what test examples are for", () => {
  expect(severalReadings([reading(0.9)], true)).toBeNull();
  expect(severalReadings([], false)).toBeNull();
});

test("a choice that follows a reading of another network is named before it is read itself", () => {
  const sign = severalReadings([reading(0.9)], false);
  expect(sign?.sentence).toMatch(/another network was read before this one was chosen.*up to about 0\.5 percentage/);
  expect(sign?.severity).toBe("notice");
});

test("several readings are counted, with how much too good the best of them is", () => {
  const sign = severalReadings([reading(0.9), reading(0.91), reading(0.89)], true);
  expect(sign?.sentence).toMatch(/of 3 networks were read\. The best of 3 is too good by up to about 0\.8 percentage/);
  expect(sign?.advice).toMatch(/3 readings.*there are none left here/);
  expect(severalReadings([reading(0.9), reading(0.91)], true, 8000)?.advice).toMatch(
    /8,000 that could test are unread/,
  );
  expect(sign?.severity).toBe("warning");
});

test("the best of equally good networks is too good by as much as is said", () => {
  const random = seededRandom(11);
  const [examples, truth, networks] = [200, 0.8, 5];
  let excess = 0;
  const rounds = 1500;
  for (let round = 0; round < rounds; round++) {
    const rights = Array.from({ length: networks }, () => {
      let right = 0;
      for (let i = 0; i < examples; i++) if (random.uniform() < truth) right++;
      return right;
    });
    excess += (Math.max(...rights) / examples - truth) / rounds;
  }
  const said = bestIsTooGoodBy(Array.from({ length: networks }, () => reading(truth, examples)));
  expect(Math.abs(excess / said - 1)).toBeLessThan(0.05);
});
