import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { findUnit } from "../../charts/interaction/find-unit.ts";
import type { MapCell, NetworkRow } from "../../charts/scales/network-rows.ts";

interface MapSearchProps {
  readonly rows: readonly NetworkRow[];
  readonly power: (player: number) => number;
  readonly doubt: (player: number) => number;
  readonly onFound: (cell: MapCell) => void;
}

/** Finds a unit by words: its layer and number, or its place in the ranking. */
export function MapSearch({ rows, power, doubt, onFound }: MapSearchProps) {
  const [text, setText] = useState("");
  const [nothing, setNothing] = useState<string | null>(null);
  const search = (event: FormEvent) => {
    event.preventDefault();
    const found = findUnit(text, rows, power, doubt);
    if ("nothing" in found) return setNothing(found.nothing);
    setNothing(null);
    onFound(found);
  };
  return (
    <form className="q-map-search" onSubmit={search}>
      <TextInput
        size="xs"
        aria-label="Find a unit"
        placeholder="conv1 3, weakest in dense…"
        value={text}
        error={nothing}
        maxLength={80}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setNothing(null);
        }}
      />
      <Button type="submit" size="xs" variant="default">
        Find
      </Button>
    </form>
  );
}
