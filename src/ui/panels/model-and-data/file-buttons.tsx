import { Button } from "@mantine/core";
import { openSample } from "../../../state/actions/open-sample.ts";
import { useLab } from "../../lab-context.ts";
import { useAskFirst } from "../../parts/use-ask-first.tsx";

interface FileButtonsProps {
  readonly onChoose: () => void;
  /** Whether the sample is on its way. */
  readonly fetching: boolean;
}

export function FileButtons({ onChoose, fetching }: FileButtonsProps) {
  const lab = useLab();
  const { ask, dialog } = useAskFirst();
  return (
    <div className="q-row">
      <Button variant="default" onClick={onChoose}>
        Choose files
      </Button>
      <Button variant="default" loading={fetching} onClick={() => ask(() => void openSample(lab))}>
        Try the sample
      </Button>
      <span className="q-note">or drop others anywhere on the page; they take the place of these.</span>
      {dialog}
    </div>
  );
}
