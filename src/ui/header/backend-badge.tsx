import { Tooltip } from "@mantine/core";
import { useLabState } from "../lab-context.ts";
import { valueWords } from "../quantities.ts";
import { backendWords } from "../wording.ts";

/** Which backend computes, and on hover or focus how it was tested and why others were passed over. */
export function BackendBadge() {
  const backend = useLabState(
    (state) => state.session.prepared?.backend ?? state.runs.prepare?.answer?.backend ?? null,
  );
  const workers = useLabState((state) => state.session.prepared?.workers ?? 1);
  if (backend === null) return null;
  const repeated = backend.adapter.toLowerCase().startsWith(backendWords[backend.name].toLowerCase());
  const story = [
    repeated ? `${backend.adapter}.` : `${backendWords[backend.name]} on ${backend.adapter}.`,
    `Self-test against the reference network: off by at most ${valueWords(backend.selfTest)}.`,
    ...(workers > 1 ? [`Coalitions are evaluated by ${workers} workers.`] : []),
    ...backend.passedOver,
  ];
  return (
    <Tooltip
      multiline
      w={320}
      label={story.map((sentence) => (
        <span key={sentence} style={{ display: "block" }}>
          {sentence}
        </span>
      ))}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className="q-badge" data-testid="backend" data-backend={backend.name}>
        <span className="q-dot" />
        <span className="q-badge-words">
          {backendWords[backend.name]}
          {!repeated && <span className="q-badge-adapter"> · {backend.adapter}</span>}
        </span>
      </button>
    </Tooltip>
  );
}
