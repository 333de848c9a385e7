import type { Lab } from "../lab.ts";
import type { Settings } from "../settings.ts";

export function setSetting<Key extends keyof Settings>(lab: Lab, name: Key, value: Settings[Key]): void {
  lab.store.setState(({ settings }) => ({ settings: { ...settings, [name]: value } }));
}
