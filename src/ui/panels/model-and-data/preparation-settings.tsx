import { useLabState } from "../../lab-context.ts";
import { ChoiceSetting } from "../../parts/choice-setting.tsx";
import { Fold } from "../../parts/fold.tsx";
import { NumberSetting } from "../../parts/number-setting.tsx";
import { backendWords } from "../../wording.ts";

/** Split seed, backend and how many examples; a change takes effect with "Prepare again". */
export function PreparationSettings() {
  const settings = useLabState((state) => state.settings);
  const workers = useLabState((state) => state.settings.workers ?? state.session.prepared?.workers ?? null);
  return (
    <Fold summary="Advanced settings">
      <div className="q-settings">
        <NumberSetting name="splitSeed" label="Split seed" value={settings.splitSeed} min={0} max={0xffff_ffff} />
        <ChoiceSetting name="backend" label="Backend" words={backendWords} />
        <NumberSetting name="workers" label="Workers" value={workers ?? settings.workers ?? 1} max={64} />
        <NumberSetting name="calibration" label="Calibration examples" value={settings.calibration} max={1_000_000} />
        <NumberSetting name="validation" label="Validation examples" value={settings.validation} max={1_000_000} />
        <NumberSetting name="test" label="Test examples" value={settings.test} max={1_000_000} />
        <NumberSetting name="step" label="Coalitions a step" value={settings.step} max={4096} />
      </div>
      <p className="q-note" style={{ marginTop: 8 }}>
        At most this many examples are used of each part. Changes take effect with “Prepare again”, which measures
        everything anew.
      </p>
    </Fold>
  );
}
