/** Players by power, highest first; ties by player number; NaN (not playing, not estimated) after everything else. */
export function ranked(power: Float64Array): Int32Array {
  const place = (player: number) => (Number.isNaN(power[player]) ? -Infinity : power[player]);
  return Int32Array.from(power.keys()).sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    return one === other ? a - b : other > one ? 1 : -1;
  });
}
