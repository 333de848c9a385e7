import type { Run } from "../../state/run.ts";
import { countWords, durationWords } from "../quantities.ts";

/** How far a run is, in one line. */
export function runWords(run: Run): string {
  const { status, progress, secondsLeft, elapsed } = run;
  const done =
    progress === null ? "" : `${countWords(progress.done)} of ${countWords(progress.total)} ${progress.unit}`;
  switch (status) {
    case "running":
      if (progress === null) return "Starting…";
      return secondsLeft === null ? done : `${done} · about ${durationWords(secondsLeft)} left`;
    case "paused":
      return `Paused${done === "" ? "" : ` at ${done}`}`;
    case "done":
      return progress === null || progress.unit === "stages"
        ? `Finished in ${durationWords(elapsed)}`
        : `Finished: ${countWords(progress.done)} ${progress.unit} in ${durationWords(elapsed)}`;
    case "cancelled":
      return `${run.interrupted ? "Interrupted by a reload" : "Cancelled"}${done === "" ? "" : ` at ${done}`}; what was found until then is shown`;
    case "failed":
      return `Failed${done === "" ? "" : ` at ${done}`}`;
  }
}
