import { Button } from "@mantine/core";
import { useSyncExternalStore } from "react";

interface OfflineNoticeProps {
  readonly copy: {
    standing(): "none" | "ready" | "update";
    subscribe(listener: () => void): () => void;
    update(): void;
  };
}

/** Whether the page works without a network by now, and the update that waits: offered, for loading anew ends what is computing. */
export function OfflineNotice({ copy }: OfflineNoticeProps) {
  const standing = useSyncExternalStore(copy.subscribe, copy.standing);
  return (
    <footer className="q-footer">
      <p role="status">
        {standing === "ready" && "This page works without a network from now on."}
        {standing === "update" && "A newer version of Quorum is here. It takes this one’s place when you say so."}
      </p>
      {standing === "update" && (
        <Button size="xs" variant="default" onClick={() => copy.update()}>
          Load the newer version
        </Button>
      )}
    </footer>
  );
}
