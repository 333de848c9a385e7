interface OnDrawing {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: SVGElement;
}

/** Where a pointer is in the drawing that an element belongs to: pixels from its top left corner. */
export function pointerPlace({ clientX, clientY, currentTarget }: OnDrawing): readonly [number, number] {
  const corner = currentTarget.ownerSVGElement?.getBoundingClientRect();
  return [clientX - (corner?.left ?? 0), clientY - (corner?.top ?? 0)];
}
