import "./style/tokens.css";
import "./style/page.css";
import "./style/parts.css";
import "./style/charts.css";
import "./style/comparison.css";
import "./style/network-map.css";
import "./style/try-it.css";
import "./style/play.css";
import { useDropzone } from "react-dropzone";
import { takeFiles } from "../state/actions/open-record.ts";
import { AppHeader } from "./header/app-header.tsx";
import { useLab } from "./lab-context.ts";
import { ComparisonPanel } from "./panels/comparison/comparison-panel.tsx";
import { ExportPanel } from "./panels/export/export-panel.tsx";
import { ModelAndDataPanel } from "./panels/model-and-data/model-and-data-panel.tsx";
import { NetworkMapPanel } from "./panels/network-map/network-map-panel.tsx";
import { PowerPanel } from "./panels/power/power-panel.tsx";
import { PruningPanel } from "./panels/pruning/pruning-panel.tsx";
import { RepairPanel } from "./panels/repair/repair-panel.tsx";
import { ReplaySection } from "./panels/replay/replay-section.tsx";
import { TinyGamePanel } from "./panels/tiny-game/tiny-game-panel.tsx";
import { TryItPanel } from "./panels/try-it/try-it-panel.tsx";
import { UncertaintyPanel } from "./panels/uncertainty/uncertainty-panel.tsx";
import { ErrorBoundary } from "./parts/error-boundary.tsx";
import { useAskFirst } from "./parts/use-ask-first.tsx";
import { StepNav } from "./step-nav.tsx";

/** The whole page, in the order of the method; all of it takes dropped files. */
export function Page() {
  const lab = useLab();
  const { ask, dialog } = useAskFirst();
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) =>
      void takeFiles(
        lab,
        files.map((file) => ({ name: file.name, blob: file })),
        ask,
      ),
  });
  return (
    <div {...getRootProps({ role: "presentation" })}>
      <a className="q-skip" href="#model-and-data">
        Skip to the first step
      </a>
      <AppHeader />
      <div className="q-columns">
        <StepNav />
        <main className="q-main">
          <div className="q-hidden">
            <input {...getInputProps({ "aria-label": "Files to open" })} />
          </div>
          <ErrorBoundary name="Model and data">
            <ModelAndDataPanel onChoose={open} />
          </ErrorBoundary>
          <ErrorBoundary name="Replay">
            <ReplaySection />
          </ErrorBoundary>
          <ErrorBoundary name="Uncertainty">
            <UncertaintyPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Power">
            <PowerPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Network">
            <NetworkMapPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Pruning">
            <PruningPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Repair">
            <RepairPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Comparison">
            <ComparisonPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Try it yourself">
            <TryItPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Export">
            <ExportPanel />
          </ErrorBoundary>
          <ErrorBoundary name="Tiny game">
            <TinyGamePanel />
          </ErrorBoundary>
        </main>
      </div>
      {dialog}
      {isDragActive && (
        <div className="q-drop-veil">
          <p>Drop to open</p>
        </div>
      )}
    </div>
  );
}
