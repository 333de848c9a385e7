import { Button, type ButtonProps } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useEffect } from "react";

interface CopyTextProps extends ButtonProps {
  readonly text: string;
  readonly label: string;
  readonly title?: string;
  /** Name of what is copied, where the label alone does not tell it from others. */
  readonly of?: string;
  /** Said where the browser refuses, as on a page that came over plain http: the text can be had otherwise. */
  readonly refused?: string;
  readonly onRefused?: () => void;
}

/** A button that copies a text, and says that it did, or could not. */
export function CopyText({ text, label, title, of, refused, onRefused, ...button }: CopyTextProps) {
  const { copy, copied, error } = useClipboard();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (error) onRefused?.();
  }, [error]);
  const failed = refused ?? "Not copied: the browser refused. Select the text instead.";
  return (
    <>
      <Button
        size="xs"
        variant="default"
        {...button}
        {...(title === undefined ? {} : { title })}
        {...(of === undefined ? {} : { "aria-label": copied ? "Copied" : `${label}: ${of}` })}
        onClick={() => copy(text)}
      >
        {copied ? "Copied" : label}
      </Button>
      <span role="status" className={error ? "q-note" : "q-hidden"}>
        {error ? failed : copied ? "Copied." : ""}
      </span>
    </>
  );
}
