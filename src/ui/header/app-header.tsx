import { BackendBadge } from "./backend-badge.tsx";
import { ColourSchemeToggle } from "./colour-scheme-toggle.tsx";
import { CopyLink } from "./copy-link.tsx";

export function AppHeader() {
  return (
    <header className="q-header">
      <div className="q-header-row">
        <div className="q-brand">
          <img src="./icon.svg" alt="" />
          <div>
            <h1>Quorum</h1>
            <p>The smallest group of units that can still decide.</p>
          </div>
        </div>
        <div className="q-header-end">
          <BackendBadge />
          <CopyLink />
          <ColourSchemeToggle />
        </div>
      </div>
    </header>
  );
}
