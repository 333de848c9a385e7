import { addressOf } from "../../state/address.ts";
import { useLabState } from "../lab-context.ts";
import { CopyText } from "../parts/copy-text.tsx";

/** The address of the page with its settings and seed, for somebody else; files of one's own are not in it. */
export function CopyLink() {
  const query = useLabState(addressOf);
  const address = `${location.origin}${location.pathname}${query}`;
  return (
    <CopyText
      text={address}
      label="Copy link"
      title="An address with the settings and the seed; files are not in it, but the sample is opened by it"
      refused="It is in the address bar."
      onRefused={() => history.replaceState(null, "", address)}
      h={34}
      px={10}
    />
  );
}
