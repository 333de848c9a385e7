import { Button, CopyButton } from "@mantine/core";

const snippet = `import * as tf from "@tensorflow/tfjs";

// unpack the zip beside your page
const model = await tf.loadLayersModel("./model.json");
const prediction = model.predict(input);`;

/** How the file is opened elsewhere. */
export function LoadSnippet() {
  return (
    <div className="q-block">
      <h3>Use it</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre className="q-code" tabIndex={0}>
        {snippet}
      </pre>
      <div>
        <CopyButton value={snippet}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy code"}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
