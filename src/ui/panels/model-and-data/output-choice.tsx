import { NativeSelect } from "@mantine/core";
import { chooseOutput } from "../../../state/actions/choose-output.ts";
import type { LoadedModel } from "../../../state/answers.ts";
import { useLab } from "../../lab-context.ts";

/** Which of several outputs is the prediction; nothing where there is one. */
export function OutputChoice({ model }: { readonly model: LoadedModel }) {
  const lab = useLab();
  if (model.outputs.length < 2) return null;
  return (
    <div style={{ maxWidth: 320 }}>
      <NativeSelect
        label="Output to predict with"
        description="The network has several; the others stay in the file as they are."
        inputWrapperOrder={["label", "input", "description"]}
        value={model.output}
        data={[...model.outputs]}
        onChange={(event) => void chooseOutput(lab, event.currentTarget.value)}
      />
    </div>
  );
}
