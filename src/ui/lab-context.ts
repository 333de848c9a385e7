import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Lab } from "../state/lab.ts";
import type { LabState } from "../state/lab-state.ts";

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error("useLab needs a LabContext above it");
  return lab;
}

/** A value of the store. The selector must give the same object for the same state. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab().store, select);
}
