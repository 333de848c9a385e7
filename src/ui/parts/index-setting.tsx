import { biasOf } from "../../state/derived-settings.ts";
import { useLabState } from "../lab-context.ts";
import { rateWords } from "../quantities.ts";
import { indexWords } from "../wording.ts";
import { ChoiceSetting } from "./choice-setting.tsx";

/** The power index, the biased one with its present d. */
export function IndexSetting({ label }: { readonly label: string }) {
  const bias = useLabState(biasOf);
  const words = { ...indexWords, "biased-banzhaf": `Biased Banzhaf, d = ${rateWords(bias)}` };
  return <ChoiceSetting name="index" label={label} words={words} />;
}
