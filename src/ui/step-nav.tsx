import { useEffect, useState } from "react";
import type { LabState } from "../state/lab-state.ts";
import { chosenRepairOf } from "../state/repairs-of.ts";
import { isLive, type Run } from "../state/run.ts";
import { verifiedFileOf } from "../state/verdict.ts";
import { useLabState } from "./lab-context.ts";

const steps = [
  { id: "model-and-data", title: "Model and data" },
  { id: "uncertainty", title: "Uncertainty" },
  { id: "power", title: "Power" },
  { id: "network", title: "Network" },
  { id: "pruning", title: "Pruning" },
  { id: "repair", title: "Repair" },
  { id: "comparison", title: "Comparison" },
  { id: "try-it", title: "Try it yourself" },
  { id: "export", title: "Export" },
  { id: "tiny-game", title: "Tiny game" },
] as const;

const stateOf = (run: Run | null | undefined) =>
  run == null
    ? ""
    : isLive(run)
      ? run.status === "paused"
        ? "paused"
        : "running"
      : run.status === "done"
        ? "done"
        : "";

function comparedState({ runs }: LabState): string {
  if (isLive(runs.compare) || isLive(runs.latency)) return "running";
  return runs.networks.some(({ compared }) => compared.validation ?? compared.test) ? "done" : "";
}

/** How each step stands, joined into one string so that the selector's answer compares by value. */
function standings(state: LabState): string {
  const { runs, session } = state;
  const prune = runs.prunes.find(isLive) ?? runs.prunes.at(-1);
  return [
    session.prepared ? "done" : stateOf(runs.prepare),
    stateOf(runs.sweep),
    stateOf(state.settings.ranking === "pool" ? runs.pool : runs.estimate),
    "",
    stateOf(prune),
    chosenRepairOf(state) ? "done" : stateOf(state.runs.repairs.find(isLive)),
    comparedState(state),
    "",
    verifiedFileOf(state) ? "done" : isLive(runs.export) || isLive(runs.verify) ? "running" : "",
    stateOf(runs.tiny),
  ].join(",");
}

/** The steps of the method, beside the page on wide windows. */
export function StepNav() {
  const standing = useLabState(standings).split(",");
  const [current, setCurrent] = useState<string>(steps[0].id);
  useEffect(() => {
    const seen = new IntersectionObserver(
      (entries) => {
        const entered = entries.find((entry) => entry.isIntersecting);
        if (entered) setCurrent(entered.target.id);
      },
      { rootMargin: "-30% 0px -60% 0px" },
    );
    for (const { id } of steps) {
      const section = document.getElementById(id);
      if (section) seen.observe(section);
    }
    return () => seen.disconnect();
  }, []);
  return (
    <nav className="q-nav" aria-label="Steps">
      <ol>
        {steps.map(({ id, title }, place) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={current === id ? "true" : undefined}>
              <span className="q-step-number">{place + 1}</span>
              {title}
              <span className="q-step-state">
                {standing[place] === "done" ? (
                  <>
                    <span aria-hidden="true">✓</span>
                    <span className="q-hidden">done</span>
                  </>
                ) : (
                  standing[place]
                )}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
