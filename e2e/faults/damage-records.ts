import type { Page } from "@playwright/test";

/** Ways in which a record of a run that is under way comes to harm. */
const harms = ["no record", "no log", "no status"] as const;

/**
 * Damages what the browser's storage holds of the latest run of a slot.
 * @param page of the lab's origin, with no lab on it
 * @param which from 0 to 1: chooses the harm
 */
export async function damageRecords(page: Page, slot: string, which: number): Promise<void> {
  const harm = harms[Math.floor(which * harms.length)] ?? harms[0];
  await page.evaluate(
    async ({ wanted, harm }) => {
      const asked = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      // to open a database that is not there would make an empty one
      if (!(await indexedDB.databases()).some(({ name }) => name === "quorum")) return;
      const database = await asked(indexedDB.open("quorum"));
      const records = database.transaction("records", "readwrite").objectStore("records");
      const keys = (await asked(records.getAllKeys())).map(String).filter((key) => key.split("/")[0] === wanted);
      const number = (name: string) => Number(name.slice(name.lastIndexOf("-") + 1)) || 0;
      const key = keys.sort((a, b) => number(a) - number(b)).at(-1);
      if (key !== undefined) {
        const found = await asked(records.get(key));
        const damaged =
          harm === "no record"
            ? { junk: "no run", of: [1, 2, 3] }
            : harm === "no log"
              ? {
                  ...found,
                  checkpoint: { version: 1, pieces: [{ log: "game", at: 7, width: 0 }], state: { masks: -1 } },
                }
              : { ...found, status: "asleep", answer: 17 };
        await asked(records.put(damaged, key));
      }
      database.close();
    },
    { wanted: slot, harm },
  );
}
