import type { AriaRole, KeyboardEvent, PointerEvent } from "react";
import { slideByKey, type Track } from "./slide.ts";

export interface SliderProps {
  readonly role: AriaRole;
  readonly tabIndex: number;
  readonly "aria-label": string;
  readonly "aria-valuemin": number;
  readonly "aria-valuemax": number;
  readonly "aria-valuenow": number;
  readonly "aria-valuetext": string;
  onKeyDown(event: KeyboardEvent<SVGGElement>): void;
  onPointerDown(event: PointerEvent<SVGGElement>): void;
  onPointerMove(event: PointerEvent<SVGGElement>): void;
}

interface SliderSetup {
  readonly label: string;
  readonly value: number;
  readonly words: string;
  readonly track: Track;
  /** From pixels, counted from the drawing's left edge, to a value. */
  readonly invert: (pixels: number) => number;
  readonly onSlide: (value: number) => void;
}

/** Properties that make an SVG group a slider for pointers, fingers, keys and screen readers. */
export function sliderProps({ label, value, words, track, invert, onSlide }: SliderSetup): SliderProps {
  const slideTo = (event: PointerEvent<SVGGElement>) => {
    const left = event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0;
    onSlide(Math.min(track.max, Math.max(track.min, invert(event.clientX - left))));
  };
  return {
    role: "slider",
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": track.min,
    "aria-valuemax": track.max,
    "aria-valuenow": value,
    "aria-valuetext": words,
    onKeyDown(event) {
      const next = slideByKey(event.key, value, track);
      if (next === null) return;
      event.preventDefault();
      onSlide(next);
    },
    onPointerDown(event) {
      event.currentTarget.setPointerCapture(event.pointerId);
      slideTo(event);
    },
    onPointerMove(event) {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) slideTo(event);
    },
  };
}
