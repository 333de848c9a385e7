import { Button } from "@mantine/core";
import { openSample } from "../../../state/actions/open-sample.ts";
import { useLab } from "../../lab-context.ts";

export function FileButtons({ onChoose }: { readonly onChoose: () => void }) {
  const lab = useLab();
  return (
    <div className="q-row">
      <Button variant="default" onClick={onChoose}>
        Choose files
      </Button>
      <Button variant="default" onClick={() => void openSample(lab)}>
        Try the sample
      </Button>
      <span className="q-note">or drop others anywhere on the page; they take the place of these.</span>
    </div>
  );
}
