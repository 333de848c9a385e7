import fc from "fast-check";
import type { GroupRule } from "../src/core/prune/constraints.ts";
import { playersOfWidths } from "./players-of-widths.ts";

/** A rule that a group of this width can meet. */
function ruleFor(group: string, width: number): fc.Arbitrary<GroupRule> {
  return fc
    .record({
      bounds: fc.tuple(fc.integer({ min: 1, max: width }), fc.integer({ min: 1, max: width })),
      multiple: fc.integer({ min: 1, max: 4 }),
      locks: fc.array(fc.constantFrom("free", "free", "free", "keep", "drop"), { minLength: width, maxLength: width }),
      uses: fc.record({ least: fc.boolean(), most: fc.boolean(), multiple: fc.boolean(), locks: fc.boolean() }),
    })
    .map(({ bounds, multiple, locks, uses }): GroupRule => {
      const units = (lock: string) => (uses.locks ? locks.flatMap((one, unit) => (one === lock ? [unit] : [])) : []);
      const [keep, drop] = [units("keep"), units("drop")];
      const times = uses.multiple && drop.length === 0 ? multiple : 1;
      const high = Math.max(...bounds, keep.length, times);
      return {
        group,
        keep,
        drop: drop.length < width ? drop : [],
        multiple: times,
        ...(uses.least ? { least: Math.min(...bounds, Math.max(1, width - drop.length)) } : {}),
        ...(uses.most && high >= Math.ceil(Math.max(keep.length, Math.min(...bounds)) / times) * times
          ? { most: high }
          : {}),
      };
    });
}

/** A few groups, and a rule for each that can be met. */
export const randomRules = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  .chain((widths) =>
    fc
      .tuple(...widths.map((width, group) => ruleFor(`group ${group}`, width)))
      .map((rules) => ({ players: playersOfWidths(...widths), rules: rules as readonly GroupRule[] })),
  );
