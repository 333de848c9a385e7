// @vitest-environment happy-dom
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Failure, FailureKind } from "../../core/failure.ts";
import { isOurs, nextStep } from "../../core/failure-words.ts";
import { scriptedLab } from "../../state/scripted-host.ts";
import { renderInLab } from "../render-in-lab.tsx";
import { FailureAlert } from "./failure-alert.tsx";

afterEach(cleanup);

/** All of them: a kind that is missing here does not compile. */
const kinds: Readonly<Record<FailureKind, true>> = {
  "file-unrecognised": true,
  "file-damaged": true,
  "file-unsupported": true,
  "file-incomplete": true,
  "file-too-large": true,
  "model-unsupported": true,
  "model-invalid": true,
  "dataset-invalid": true,
  "pairing-impossible": true,
  "backend-unavailable": true,
  "backend-wrong": true,
  "out-of-memory": true,
  "worker-lost": true,
  "verification-failed": true,
  "settings-invalid": true,
  unexpected: true,
};

it.each(Object.keys(kinds) as FailureKind[])("%s has a sentence, a next step and details to copy", (kind) => {
  const failure: Failure = { kind, message: "Something is <b>wrong</b>.", where: "<img src=x onerror=alert(1)>" };
  renderInLab(scriptedLab({}).lab, <FailureAlert failure={failure} />);
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain("Something is <b>wrong</b>.");
  expect(alert.textContent).toContain("Where: <img src=x onerror=alert(1)>");
  expect(alert.querySelector("img, b")).toBeNull();
  expect(nextStep(failure).length).toBeGreaterThan(20);
  expect(alert.textContent).toContain(nextStep(failure));
  expect(screen.getByRole("button", { name: "Copy details" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Copy report" }) !== null).toBe(isOurs(failure));
});
