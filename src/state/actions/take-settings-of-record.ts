import type { Lab } from "../lab.ts";
import { wantedBy } from "../replay.ts";
import { settingsOfRecord } from "../settings-of-record.ts";

/** Asks for what the record has, where its files are in hand: others take settings that belong to a network with them. */
export function takeSettingsOfRecord(lab: Lab): void {
  const { replay } = lab.store.getState();
  if (replay === null || wantedBy(replay.record, lab.store.getState()).length > 0) return;
  const settings = settingsOfRecord(replay.record);
  lab.store.setState((state) => ({ settings: { ...state.settings, ...settings } }));
}
