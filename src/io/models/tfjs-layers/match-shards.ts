import { groupBytes, type ManifestGroup } from "./weights-manifest.ts";

/** A file that may hold weights. */
export interface ShardFile {
  readonly path: string;
  readonly size: number;
  /** Place in the order of dropping. */
  readonly order: number;
  /** The archive it came from; null for a loose file. */
  readonly archive: object | null;
  /** False where its bytes look like something else, such as a web page: then only its exact size can speak for it. */
  readonly binary: boolean;
}

/** A model.json and the weight files that it names. */
export interface ShardClaim {
  readonly path: string;
  readonly order: number;
  readonly archive: object | null;
  readonly groups: readonly ManifestGroup[];
}

interface Want {
  readonly claim: ShardClaim;
  readonly path: string;
  /** Bytes; null where only the sum over several files is known. */
  readonly size: number | null;
}

/** Larger weights are cut into files of 4 MiB by every tfjs converter. */
const shardBytes = 4 * 1024 * 1024;

function wantsOf(claim: ShardClaim): readonly Want[] {
  return claim.groups.flatMap((group) => {
    const total = groupBytes(group);
    const last = group.paths.length - 1;
    return group.paths.map((path, index) => {
      if (total === null) return { claim, path, size: null };
      if (last === 0) return { claim, path, size: total };
      const usual = Math.ceil(total / shardBytes) === last + 1;
      return { claim, path, size: usual ? (index < last ? shardBytes : total - last * shardBytes) : null };
    });
  });
}

const baseOf = (path: string): string => path.split("/").at(-1) ?? path;

/** How far a model.json is from a file: the latest one before it, then the next one behind it; another archive is last. */
function distance(want: Want, file: ShardFile): number {
  const apart = want.claim.archive === file.archive ? 0 : 1e9;
  const ahead = file.order - want.claim.order;
  return apart + (ahead > 0 ? ahead : 1e6 - ahead);
}

/**
 * Gives each weight file to the model.json that it belongs to: by name and size, then by name alone (a file that was
 * cut off), then by exact size alone (a file that was renamed).
 * @returns for each model.json the files by manifest path; what is absent is missing
 */
export function matchShards<C extends ShardClaim, F extends ShardFile>(
  claims: readonly C[],
  files: readonly F[],
): ReadonlyMap<C, ReadonlyMap<string, F>> {
  const wants = claims.flatMap(wantsOf);
  const met = new Map<Want, F>();
  const used = new Set<F>();
  const passes: readonly ((want: Want, file: F) => boolean)[] = [
    (want, file) =>
      baseOf(want.path) === baseOf(file.path) && (want.size === null ? file.binary : want.size === file.size),
    (want, file) => baseOf(want.path) === baseOf(file.path) && file.binary,
    (want, file) => want.size === file.size && file.binary,
  ];
  for (const fits of passes)
    for (const file of files) {
      if (used.has(file)) continue;
      const fitting = wants.filter((want) => fits(want, file)).sort((a, b) => distance(a, file) - distance(b, file));
      // a second file of the right name and size replaces the first, so that new weights can be dropped alone
      const want = fitting.find((candidate) => !met.has(candidate)) ?? (fits === passes[0] ? fitting[0] : undefined);
      if (want === undefined) continue;
      met.set(want, file);
      used.add(file);
    }
  return new Map(
    claims.map((claim) => [
      claim,
      new Map(
        wants.flatMap((want) => {
          const file = met.get(want);
          return want.claim === claim && file !== undefined ? [[want.path, file] as const] : [];
        }),
      ),
    ]),
  );
}
