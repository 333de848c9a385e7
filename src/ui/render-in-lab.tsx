import { MantineProvider } from "@mantine/core";
import { configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Lab } from "../state/lab.ts";
import { LabContext } from "./lab-context.ts";
import { theme, variables } from "./theme.ts";

// a loaded machine is slower, not wrong
configure({ asyncUtilTimeout: 5000 });

/** For tests: renders a part of the page over a lab. */
export function renderInLab(lab: Lab, children: ReactNode) {
  return render(
    <MantineProvider theme={theme} cssVariablesResolver={variables} env="test">
      <LabContext value={lab}>{children}</LabContext>
    </MantineProvider>,
  );
}
