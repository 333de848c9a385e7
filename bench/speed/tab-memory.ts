import { readdirSync, readFileSync } from "node:fs";

/** Memory of the browser's processes that serve the tab, in bytes. */
export interface TabMemory {
  readonly renderers: number;
  readonly gpu: number;
  /** The most that each of them ever had resident, added up: shared pages count in each, and the times may differ. */
  readonly highWater: number;
}

/** Parent of each process, and its command line. */
function processes(): Map<number, { readonly parent: number; readonly command: string }> {
  const found = new Map<number, { parent: number; command: string }>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      // the name in brackets may hold anything: fields are counted behind it
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      found.set(Number(name), { parent, command });
    } catch {
      // it has ended meanwhile
    }
  }
  return found;
}

/** Proportional set size: shared pages count once, split among those who share them. */
function proportional(pid: number): number {
  try {
    const kib = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return 1024 * Number(kib ?? 0);
  } catch {
    return 0;
  }
}

function mostResident(pid: number): number {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * What the renderer processes and the GPU process of the browsers that this process has started hold now. Linux only;
 * zeros elsewhere.
 */
export function tabMemory(): TabMemory {
  const all = processes();
  const ours = (pid: number): boolean => {
    for (let at = all.get(pid)?.parent; at !== undefined && at > 1; at = all.get(at)?.parent)
      if (at === process.pid) return true;
    return false;
  };
  let [renderers, gpu, highWater] = [0, 0, 0];
  for (const [pid, { command }] of all) {
    const kind = /--type=(renderer|gpu-process)/.exec(command)?.[1];
    if (kind === undefined || !ours(pid)) continue;
    if (kind === "renderer") renderers += proportional(pid);
    else gpu += proportional(pid);
    highWater += mostResident(pid);
  }
  return { renderers, gpu, highWater };
}
