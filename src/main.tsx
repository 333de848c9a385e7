import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createLab } from "./state/lab.ts";
import { readSettings, writeSettings } from "./state/settings.ts";
import { LabContext } from "./ui/lab-context.ts";
import { Page } from "./ui/page.tsx";
import { theme, variables } from "./ui/theme.ts";

const { settings, notes } = readSettings(location.search);
const lab = createLab({
  createWorker: () => new Worker(new URL("../workers/lab.ts", import.meta.url), { type: "module" }),
  settings,
  settingNotes: notes,
});

lab.store.subscribe((state, before) => {
  if (state.settings !== before.settings)
    history.replaceState(null, "", `${location.pathname}${writeSettings(state.settings)}${location.hash}`);
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <LabContext value={lab}>
        <Page />
      </LabContext>
    </MantineProvider>
  </StrictMode>,
);
