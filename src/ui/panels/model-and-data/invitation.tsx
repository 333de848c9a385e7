import { Button } from "@mantine/core";
import { openSample } from "../../../state/actions/open-sample.ts";
import { useLab } from "../../lab-context.ts";

interface InvitationProps {
  readonly onChoose: () => void;
  readonly opening: boolean;
}

/** The empty page: what to drop, and the sample for those who have nothing at hand. */
export function Invitation({ onChoose, opening }: InvitationProps) {
  const lab = useLab();
  return (
    <div className="q-invitation">
      <p>
        <strong>Drop a network and a dataset anywhere on this page.</strong>
      </p>
      <p className="q-note">
        The network: ONNX, Keras (.keras, .h5), TensorFlow.js (model.json with its weight files), or PyTorch weights
        (.pt, .safetensors). The examples: IDX, CIFAR, NumPy, CSV, Parquet, a zip with a folder of pictures for each
        class, or texts with their vocabulary. Loose or zipped, in any order; nothing leaves your computer.
      </p>
      <div className="q-row" style={{ justifyContent: "center" }}>
        <Button loading={opening} onClick={() => void openSample(lab)}>
          Try the sample
        </Button>
        <Button variant="default" disabled={opening} onClick={onChoose}>
          Choose files
        </Button>
      </div>
      <p className="q-note">The sample is LeNet-5, trained on 8 × 8 handwritten digits: 226 units.</p>
    </div>
  );
}
