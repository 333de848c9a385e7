import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keepSession } from "./state/keep/keep-session.ts";
import { createLab } from "./state/lab.ts";
import { readSettings, writeSettings } from "./state/settings.ts";
import { indexedDbStore } from "./storage/indexed-db-store.ts";
import { claimTab } from "./storage/tab-lock.ts";
import { wasHereBefore } from "./storage/was-here-before.ts";
import { LabContext } from "./ui/lab-context.ts";
import { Page } from "./ui/page.tsx";
import { theme, variables } from "./ui/theme.ts";

const { settings, notes } = readSettings(location.search);
const lab = createLab({
  createWorker: () => new Worker(new URL("../workers/lab.ts", import.meta.url), { type: "module" }),
  settings,
  settingNotes: notes,
});

/** Milliseconds of rest before the address follows: browsers refuse an address that changes with every dragged pixel. */
const addressRest = 250;
let addressTimer: ReturnType<typeof setTimeout> | undefined;
lab.store.subscribe((state, before) => {
  if (state.settings === before.settings) return;
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    const { settings } = lab.store.getState();
    history.replaceState(null, "", `${location.pathname}${writeSettings(settings)}${location.hash}`);
  }, addressRest);
});

void keepSession(lab, { store: indexedDbStore(), claim: claimTab, query: location.search, sameTab: wasHereBefore() });
// the last moment that a page has: what changed a moment ago is written at once
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void lab.keeper?.flush();
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
