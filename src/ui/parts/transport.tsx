import { ActionIcon, NativeSelect } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { type KeyboardEvent, useMemo } from "react";
import { goToPlace, play, setSpeed, stepBy, stopPlaying } from "../../state/actions/play.ts";
import { chosenPointOf } from "../../state/chosen-point.ts";
import { type PlayDirection, playbackOf, type Speed, sizesPassed, speeds } from "../../state/playback.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { countOf, rateWords } from "../quantities.ts";
import { PlayIcon, type PlayIconName } from "./play-icon.tsx";
import { useCalm } from "./use-calm.ts";
import { useNextFrame } from "./use-next-frame.ts";

const playWords: Record<PlayDirection, string> = { forwards: "Play forwards", backwards: "Play backwards" };

/**
 * Plays, steps and scrubs through the chosen run's points, in the order in which it went. Where the system asks for less
 * motion there are steps only. Right, Left, Home and End work on the whole bar, Space plays and pauses.
 */
export function Transport({ label }: { readonly label: string }) {
  const lab = useLab();
  const run = useLabState((state) => chosenPointOf(state)?.run ?? null);
  const point = useLabState((state) => chosenPointOf(state)?.point ?? null);
  const playback = useLabState(playbackOf);
  const calm = useReducedMotion();
  const sizes = useMemo(() => sizesPassed(run), [run]);
  const onPlace = useNextFrame((place: number) => goToPlace(lab, place));
  const direction = playback.playing?.run === run?.id ? (playback.playing?.direction ?? null) : null;
  const words = point === null ? "" : `${countOf(point.size, "unit")}, ${rateWords(point.accuracy)}`;
  // what is played is looked at; a step is said
  const said = useCalm(direction === null ? words : "", 1000);
  if (run === null || sizes.length < 2) return null;
  const place = point === null ? 0 : sizes.indexOf(point.size);
  const last = sizes.length - 1;
  const step = (move: () => unknown) => () => {
    stopPlaying(lab);
    move();
  };
  const toggle = (wanted: PlayDirection) => (direction === wanted ? stopPlaying(lab) : play(lab, wanted));
  const moves: Record<string, () => void> = {
    ArrowRight: step(() => stepBy(lab, 1)),
    ArrowUp: step(() => stepBy(lab, 1)),
    ArrowLeft: step(() => stepBy(lab, -1)),
    ArrowDown: step(() => stepBy(lab, -1)),
    Home: step(() => goToPlace(lab, 0)),
    End: step(() => goToPlace(lab, last)),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target instanceof HTMLSelectElement) return;
    // a button's own Space presses it
    const space = event.key === " " && target instanceof HTMLInputElement && !calm;
    const move = space ? () => toggle(direction ?? "forwards") : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };
  const button = (name: PlayIconName, says: string, onClick: () => void, idle: boolean, pressed?: boolean) => (
    <ActionIcon
      key={says}
      variant={pressed ? "filled" : "default"}
      size={30}
      aria-label={says}
      title={says}
      aria-disabled={idle || undefined}
      onClick={onClick}
    >
      <PlayIcon name={name} />
    </ActionIcon>
  );
  const player = (wanted: PlayDirection) =>
    direction === wanted
      ? button("pause", "Pause the play", () => stopPlaying(lab), false, true)
      : button(wanted === "forwards" ? "play" : "play-back", playWords[wanted], () => toggle(wanted), false);
  return (
    <fieldset className="q-transport" aria-label={label} onKeyDown={onKeyDown}>
      <span className="q-transport-buttons">
        {button("first", "First point", moves.Home as () => void, place === 0)}
        {!calm && player("backwards")}
        {button("back", "Previous point", moves.ArrowLeft as () => void, place === 0)}
        {button("on", "Next point", moves.ArrowRight as () => void, place === last)}
        {!calm && player("forwards")}
        {button("last", "Last point", moves.End as () => void, place === last)}
      </span>
      <input
        type="range"
        aria-label="Size shown"
        aria-valuetext={words}
        min={0}
        max={last}
        step={1}
        value={Math.max(0, place)}
        onChange={(event) => onPlace(event.currentTarget.valueAsNumber)}
      />
      {calm ? (
        <span className="q-note">Steps only: your system asks for less motion.</span>
      ) : (
        <NativeSelect
          size="xs"
          aria-label="Speed"
          value={String(playback.speed)}
          data={speeds.map((speed) => ({ value: String(speed), label: `${speed}×` }))}
          onChange={(event) => setSpeed(lab, Number(event.currentTarget.value) as Speed)}
        />
      )}
      <span className="q-hidden" aria-live="polite">
        {said}
      </span>
    </fieldset>
  );
}
