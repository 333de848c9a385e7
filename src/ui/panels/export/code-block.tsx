import { Button } from "@mantine/core";
import type { ExportedModel } from "../../../state/answers.ts";
import { offerDownload } from "../../offer-download.ts";
import { CopyText } from "../../parts/copy-text.tsx";

interface CodeBlockProps {
  readonly title: string;
  /** One sentence on what it is for. */
  readonly lead?: string;
  readonly script: ExportedModel["snippet"];
  /** Whether it is offered as a file, too. */
  readonly file?: boolean;
}

/** A text to be copied, and to be saved where it is more than a few lines. */
export function CodeBlock({ title, lead, script, file = false }: CodeBlockProps) {
  return (
    <div className="q-block">
      <h3>{title}</h3>
      {lead && <p className="q-note">{lead}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className="q-code" tabIndex={0} style={{ maxHeight: 240, overflow: "auto" }}>
        {script.text}
      </pre>
      <div className="q-row">
        <CopyText text={script.text} label="Copy code" of={title} />
        {file && (
          <Button size="xs" variant="default" onClick={() => offerDownload(script.fileName, script.text, "text/plain")}>
            Download {script.fileName}
          </Button>
        )}
      </div>
    </div>
  );
}
