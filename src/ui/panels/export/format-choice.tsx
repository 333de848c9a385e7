import { NativeSelect } from "@mantine/core";
import { formatWords, type ModelFormat } from "../../../core/model/model-format.ts";
import { chooseExportFormat } from "../../../state/actions/choose-export-format.ts";
import { exportFormatOf, exportFormatsOf } from "../../../state/export-format.ts";
import { useLab, useLabState } from "../../lab-context.ts";
import { capital } from "../../wording.ts";

/** What the pruned network is written as: the format that came in, or one of those that nearly everything can be said in. */
export function FormatChoice({ disabled }: { readonly disabled: boolean }) {
  const lab = useLab();
  const chosen = useLabState(exportFormatOf);
  const formats = useLabState((state) => exportFormatsOf(state).join()).split(",") as ModelFormat[];
  const own = formats[0];
  return (
    <NativeSelect
      label="Write it as"
      value={chosen}
      disabled={disabled}
      data={formats.map((format) => {
        const words = capital(formatWords[format].replace(/^an? /, ""));
        return { value: format, label: format === own ? `${words}, as it came` : words };
      })}
      onChange={(event) => chooseExportFormat(lab, event.currentTarget.value as ModelFormat)}
    />
  );
}
