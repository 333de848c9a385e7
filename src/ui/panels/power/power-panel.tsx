import { useLabState } from "../../lab-context.ts";
import { Panel } from "../../parts/panel.tsx";
import { useLoaded } from "../../parts/use-loaded.ts";
import { Questions } from "../questions/questions.tsx";
import { IndexPowerStep } from "./index-power.tsx";
import { PoolPowerStep } from "./pool-power.tsx";
import { PowerSettings } from "./power-settings.tsx";

export function PowerPanel() {
  const loaded = useLoaded();
  const ranking = useLabState((state) => state.settings.ranking);
  return (
    <Panel
      id="power"
      number={3}
      title="Power"
      lead="Who matters in the network: the average difference that each unit makes to a random coalition."
      explanation={
        <>
          <p>
            A power index is a unit's expected marginal contribution: how much the worth of a random coalition changes
            when the unit joins. The biased Banzhaf index lets every other unit join with probability d, so that power
            is measured in networks of about the critical size; Banzhaf takes d = 1/2, and Shapley averages over all
            rates.
          </p>
          <p>
            With one left glove and two right ones, where a pair is worth 1, joining makes the pair in three of the four
            coalitions of the others for the left glove (Banzhaf 0.75) and in one of four for either right one (0.25).
            The <a href="#tiny-game">tiny game</a> at the end of the page lists every coalition of it, with the exact
            indices beside the estimates.
          </p>
          <p>
            All units play together, or one layer at a time with all other units present, which is cheaper for large
            networks: power then tells how units of one layer compare with each other, and not with those of another.
          </p>
          <p>
            The values are estimated from sampled coalitions: by least squares (Banzhaf: on complementary pairs;
            Shapley: on pairs of all sizes), or by one pool that serves every d and Shapley at once. Two noises are told
            apart, that of the sampled coalitions and that of the calibration examples. Keep, drop and undecided follow
            from intervals that hold for all units together. Units that are each other's spare all score low: that is
            why the iterated strategies below estimate again after every round.
          </p>
        </>
      }
    >
      {!loaded ? (
        <p className="q-empty">Every unit's power appears here, with its interval.</p>
      ) : (
        <>
          <PowerSettings />
          {ranking === "pool" ? <PoolPowerStep /> : <IndexPowerStep />}
          <Questions />
        </>
      )}
    </Panel>
  );
}
