import { Button, TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

interface EditableNameProps {
  readonly name: string;
  readonly onRename: (name: string) => void;
}

/** A name that the person can change: Enter or leaving keeps the new one, Escape the old. */
export function EditableName({ name, onRename }: EditableNameProps) {
  const [editing, setEditing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  useEffect(() => {
    if (editing) {
      input.current?.focus();
      input.current?.select();
    } else if (edited.current) button.current?.focus();
    edited.current = editing;
  }, [editing]);
  const keep = () => {
    if (input.current !== null && input.current.value !== name) onRename(input.current.value);
    setEditing(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") keep();
    if (event.key === "Escape") setEditing(false);
  };
  if (editing)
    return (
      <TextInput
        ref={input}
        size="xs"
        className="q-name-input"
        aria-label={`New name of ${name}`}
        defaultValue={name}
        maxLength={80}
        onKeyDown={onKeyDown}
        onBlur={keep}
      />
    );
  return (
    <span className="q-name">
      <strong>{name}</strong>
      <Button ref={button} size="compact-xs" variant="subtle" onClick={() => setEditing(true)}>
        Rename<span className="q-hidden"> {name}</span>
      </Button>
    </span>
  );
}
