import { expect, it } from "vitest";
import { scriptedLab } from "../scripted-host.ts";
import { openSample } from "./open-sample.ts";

it("while the sample is on its way the page says so, asks once, and forgets an earlier failure", async () => {
  const { lab } = scriptedLab({});
  let [asked, arrive] = [0, (_: Blob) => {}];
  const fetchBlob = () => {
    asked += 1;
    return new Promise<Blob>((resolve) => {
      arrive = resolve;
    });
  };
  Object.assign(lab, { fetchBlob: () => Promise.reject(new Error("the server is gone")) });
  await openSample(lab);
  expect(lab.store.getState().session.failure?.message).toContain("could not be fetched");
  expect(lab.store.getState().session.fetching).toBe(false);

  Object.assign(lab, { fetchBlob });
  void openSample(lab);
  const once = asked;
  expect(once).toBeGreaterThan(0);
  expect(lab.store.getState().session).toMatchObject({ fetching: true, failure: null });
  await openSample(lab);
  expect(asked).toBe(once);
  arrive(new Blob(["x"]));
});
