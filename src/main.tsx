import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import labAddress from "../workers/lab.ts?worker&url";
import { policedWorker } from "./jobs/policed-worker.ts";
import { openAsked } from "./state/actions/open-asked.ts";
import { addressOf } from "./state/address.ts";
import { keepSession } from "./state/keep/keep-session.ts";
import { createLab } from "./state/lab.ts";
import { readSettings } from "./state/settings.ts";
import { indexedDbStore } from "./storage/indexed-db-store.ts";
import { keepOfflineCopy } from "./storage/offline-copy.ts";
import { claimTab } from "./storage/tab-lock.ts";
import { wasHereBefore } from "./storage/was-here-before.ts";
import { LabContext } from "./ui/lab-context.ts";
import { OfflineNotice } from "./ui/offline-notice.tsx";
import { Page } from "./ui/page.tsx";
import { theme, variables } from "./ui/theme.ts";

const { settings, notes } = readSettings(location.search);
const lab = createLab({
  createWorker: () => policedWorker(labAddress),
  settings,
  settingNotes: notes,
});

/** Milliseconds of rest before the address follows: browsers refuse an address that changes with every dragged pixel. */
const addressRest = 250;
let addressTimer: ReturnType<typeof setTimeout> | undefined;
lab.store.subscribe((state, before) => {
  if (state.settings === before.settings && state.session.files === before.session.files) return;
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    const query = addressOf(lab.store.getState());
    if (query !== location.search) history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
  }, addressRest);
});

const query = location.search;
void keepSession(lab, { store: indexedDbStore(), claim: claimTab, query, sameTab: wasHereBefore() })
  .then(({ reopened }) => reopened)
  .then(() => openAsked(lab, query));
// the last moment that a page has: what changed a moment ago is written at once
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void lab.keeper?.flush();
});

const offlineCopy = keepOfflineCopy("./sw.js", {
  // while developing the page is another one at every keystroke
  workers: import.meta.env.PROD ? navigator.serviceWorker : undefined,
  reload: () => location.reload(),
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <LabContext value={lab}>
        <Page />
        <OfflineNotice copy={offlineCopy} />
      </LabContext>
    </MantineProvider>
  </StrictMode>,
);
