import { useState } from "react";
import type { LoadedModel } from "../../../state/answers.ts";
import { countOf } from "../../quantities.ts";
import { PreflightGroups } from "./preflight-groups.tsx";
import { PreflightLayers } from "./preflight-layers.tsx";

/** What pruning can do to the network before anything is computed: every layer, every group, and what a cut touches. */
export function PreflightReport({ model }: { readonly model: LoadedModel }) {
  const [lit, setLit] = useState<string | null>(null);
  const { preflight, name, players } = model;
  const group = preflight.groups.find(({ id }) => id === lit) ?? null;
  return (
    <div className="q-block">
      <h3>
        Network: {name}, {countOf(players, "prunable unit")}
      </h3>
      <PreflightLayers preflight={preflight} lit={group} onLight={setLit} />
      {preflight.groups.length > 0 && <PreflightGroups preflight={preflight} lit={group} onLight={setLit} />}
    </div>
  );
}
