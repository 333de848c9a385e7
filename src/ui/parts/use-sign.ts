import { useMemo } from "react";
import type { Sign } from "../../core/signs/sign.ts";
import type { LabState } from "../../state/lab-state.ts";
import { useLabState } from "../lab-context.ts";

/** A sign that the state gives; the same object as long as it says the same. */
export function useSign(signOf: (state: LabState) => Sign | null): Sign | null {
  const text = useLabState((state) => JSON.stringify(signOf(state)));
  return useMemo(() => JSON.parse(text) as Sign | null, [text]);
}
