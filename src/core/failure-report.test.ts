import { describe, expect, it } from "vitest";
import { type Failure, failureOf } from "./failure.ts";
import { failureReport, type ReportFacts } from "./failure-report.ts";

const facts: ReportFacts = {
  version: "0.1.0",
  browser: "Some Browser 7",
  backend: { name: "webgpu", adapter: "Radeon 9" },
  during: "sweep",
};
const names = ["patients 2024.csv", "patients", "HIV positive", "dense_secret", "x", "C++ (old)"];

describe("a report on a failure of ours", () => {
  it("says versions, browser, backend, adapter, the job and the stack by the lab's own files", () => {
    const stack = `TypeError: dense_secret is null
    at weightsOf (http://127.0.0.1:4180/assets/lab-abc.js?v=1:10:200)
    at async Object.next (blob:http://127.0.0.1:4180/1b2c:1:5)
    at http://127.0.0.1:4180/assets/index.js:3:4
evaluate@https://lab.example/assets/lab.js:7:9`;
    const failure: Failure = { kind: "unexpected", message: "dense_secret is null", details: stack };
    const lines = failureReport(failure, facts, names).split("\n");
    expect(lines).toEqual([
      "Quorum 0.1.0",
      "Browser: Some Browser 7",
      "Backend: webgpu, Radeon 9",
      "During: sweep",
      "Failure: unexpected: … is null",
      "  at weightsOf (lab-abc.js:10:200)",
      "  at async Object.next (1b2c:1:5)",
      "  at a function (index.js:3:4)",
      "  at evaluate (lab.js:7:9)",
    ]);
  });

  it("says nothing of files, names, labels or what a message quotes", () => {
    const failure: Failure = {
      kind: "unexpected",
      message: `Patients 2024.csv: column 'age' of "patients" has HIV positive 3 times; C++ (old) and “Jane Doe” too`,
      where: "patients 2024.csv, line 7",
      advice: "Look at patients 2024.csv.",
      details: 'no frames here, but dense_secret and an open quote "Jane Doe, born 1970',
    };
    const report = failureReport(failure, facts, names);
    for (const secret of [...names.filter((name) => name.length > 1), "Jane", "1970", "age", "line 7", "2024"])
      expect(report.toLowerCase(), secret).not.toContain(secret.toLowerCase());
    expect(report).toContain("3 times");
  });

  it("keeps the words around names, and letters that only look like one", () => {
    const failure: Failure = { kind: "unexpected", message: "the patient's x doesn't fit; impatients stays" };
    expect(failureReport(failure, facts, names)).toContain("the patient's x doesn't fit; impatients stays");
  });

  it("is bounded, whatever is thrown", () => {
    const endless = failureOf(new Error("a".repeat(1e6)));
    expect(failureReport(endless, facts, names).length).toBeLessThan(8000);
    const deep = `Error\n${"    at again (a.js:1:1)\n".repeat(5000)}`;
    expect(failureReport({ kind: "unexpected", message: "", details: deep }, facts, []).split("\n")).toHaveLength(35);
  });
});
