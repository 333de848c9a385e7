import type { DroppedFile } from "../../jobs/contract.ts";
import type { LabState } from "../lab-state.ts";
import { writeSettings } from "../settings.ts";
import { keptRuns } from "./kept-runs.ts";
import type { Piece, Slot } from "./slots.ts";

/** Keys of what is kept beside the runs. */
export const keys = {
  files: "files",
  opened: "opened",
  prepared: "prepared",
  settings: "settings",
  view: "view",
} as const;

/** A file as it is kept: its bytes, its address on the page's own server, or its name alone where there was no room. */
export interface KeptFile {
  readonly name: string;
  readonly blob?: Blob;
  readonly address?: string;
}

const keptFile = ({ name, blob, address }: DroppedFile): KeptFile =>
  address === undefined ? { name, blob } : { name, address };

/** Files without their bytes, for storages that have no room for them. */
export const namesOnly = (files: readonly KeptFile[]): readonly KeptFile[] =>
  files.map(({ name, address }) => (address === undefined ? { name } : { name, address }));

export const runSlots = Object.entries(keptRuns) as readonly (readonly [keyof typeof keptRuns, Slot<unknown>])[];

/** A session of which nothing has to be kept: no file, and no run of any worth. */
function isEmpty(state: LabState, runs: readonly Piece[]): boolean {
  return state.session.files.length === 0 && state.session.holdings === null && runs.length === 0;
}

/** Everything of the state that is kept, as records; none of an empty session. */
export function piecesOf(state: LabState): readonly Piece[] {
  const { session, settings, view } = state;
  const { hoveredUnit: _passing, ...lasting } = view;
  const runs = runSlots.flatMap(([key, slot]) => slot.pieces(state.runs[key], key));
  if (isEmpty(state, runs)) return [];
  const { holdings, output, prepared, files } = session;
  const facts: Piece[] = [
    { key: keys.settings, sources: [settings], value: writeSettings(settings), name: "the settings", live: false },
    { key: keys.view, sources: Object.values(lasting), value: lasting, name: "the choices", live: false },
    { key: keys.opened, sources: [holdings, output], value: { holdings, output }, name: "the preflight", live: false },
    { key: keys.prepared, sources: [prepared], value: prepared, name: "the preparation", live: false },
  ];
  const own: Piece = { key: keys.files, sources: [files], value: files.map(keptFile), name: "the files", live: false };
  return [...facts, ...runs, own];
}
