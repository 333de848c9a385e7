import { Button, CopyButton } from "@mantine/core";
import { addressOf } from "../../state/address.ts";
import { useLabState } from "../lab-context.ts";

/** The address of the page with its settings and seed, for somebody else; files of one's own are not in it. */
export function CopyLink() {
  const query = useLabState(addressOf);
  return (
    <CopyButton value={`${location.origin}${location.pathname}${query}`}>
      {({ copied, copy }) => (
        <>
          <Button
            variant="default"
            size="xs"
            h={34}
            px={10}
            onClick={copy}
            title="An address with the settings and the seed; files are not in it, but the sample is opened by it"
          >
            {copied ? "Copied" : "Copy link"}
          </Button>
          <span role="status" className="q-hidden">
            {copied ? "The link is copied." : ""}
          </span>
        </>
      )}
    </CopyButton>
  );
}
