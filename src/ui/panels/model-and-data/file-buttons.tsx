import { Button } from "@mantine/core";
import { openSample } from "../../../state/actions/open-sample.ts";
import { useLab } from "../../lab-context.ts";
import { useAskFirst } from "../../parts/use-ask-first.tsx";

export function FileButtons({ onChoose }: { readonly onChoose: () => void }) {
  const lab = useLab();
  const { ask, dialog } = useAskFirst();
  return (
    <div className="q-row">
      <Button variant="default" onClick={onChoose}>
        Choose files
      </Button>
      <Button variant="default" onClick={() => ask(() => void openSample(lab))}>
        Try the sample
      </Button>
      <span className="q-note">or drop others anywhere on the page; they take the place of these.</span>
      {dialog}
    </div>
  );
}
