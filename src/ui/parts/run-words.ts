import { evaluationsOf } from "../../state/evaluations-of.ts";
import type { Run } from "../../state/run.ts";
import { countWords, durationWords, leftWords, speedWords } from "../quantities.ts";

/** How far a run is, in one line. */
export function runWords(run: Run): string {
  const { status, progress } = run;
  const done =
    progress === null ? "" : `${countWords(progress.done)} of ${countWords(progress.total)} ${progress.unit}`;
  switch (status) {
    case "running":
      if (run.recovering) return run.recovering;
      return progress === null ? "Starting…" : [done, ...paceWords(run)].join(" · ");
    case "paused":
      return `Paused${done === "" ? "" : ` at ${done}`}`;
    case "done":
      return `Finished${spentWords(run)}${resumedWords(run)}`;
    case "cancelled":
      return `${run.interrupted ? "Interrupted by a reload" : "Cancelled"}${done === "" ? "" : ` at ${done}`}; what was found until then is shown`;
    case "failed":
      return `Failed${done === "" ? "" : ` at ${done}`}`;
  }
}

/** That it went on in another worker on its way, and on which backends where they changed. */
function resumedWords({ resumed }: Run): string {
  if (!resumed) return "";
  const { times, backends } = resumed;
  const often = times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
  const where = backends.length < 2 ? "" : `, on ${backends.join(", then ")}: figures differ by rounding`;
  return `; it was broken off ${often} and went on${where}`;
}

/** Coalitions a second, and the time left. */
function paceWords(run: Run): string[] {
  const { perSecond, secondsLeft, progress } = run;
  const each = evaluationsOf(run)?.each ?? 0;
  const speed =
    perSecond && each > 0 ? [`${speedWords(each * perSecond)} ${each > 1 ? "coalitions " : ""}a second`] : [];
  if (secondsLeft === null) return speed;
  const roughly = secondsLeft < 1 ? "" : progress?.atMost ? "up to " : "about ";
  return [...speed, `${roughly}${leftWords(secondsLeft)} left`];
}

/** What a finished run took: coalitions where it played any, else its own units of work. */
function spentWords(run: Run): string {
  const { progress, elapsed } = run;
  const played = evaluationsOf(run);
  if (played !== null) {
    const examples = played.examples === null ? "" : ` of ${countWords(played.examples)} examples`;
    const speed = elapsed > 0 ? `, ${speedWords(played.count / elapsed)} a second` : "";
    return `: ${countWords(played.count)} coalitions${examples}${speed}, ${durationWords(elapsed)}`;
  }
  if (progress === null || progress.unit === "stages") return ` in ${durationWords(elapsed)}`;
  return `: ${countWords(progress.done)} ${progress.unit} in ${durationWords(elapsed)}`;
}
