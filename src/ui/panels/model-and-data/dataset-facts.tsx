import type { LoadedDataset } from "../../../state/answers.ts";
import { Fact, Facts } from "../../parts/facts.tsx";
import { countWords, shapeWords, valueWords } from "../../quantities.ts";

/** How many classes are listed with their counts before it gets too long to read. */
const listed = 20;

export function DatasetFacts({ dataset }: { readonly dataset: LoadedDataset }) {
  const { name, count, shape, range, classNames, classCounts } = dataset;
  const counts = classNames.slice(0, listed).map((label, place) => `${label}: ${countWords(classCounts[place] ?? 0)}`);
  return (
    <div className="q-block">
      <h3>Data: {name}</h3>
      <Facts>
        <Fact name="Examples" value={countWords(count)} />
        <Fact name="Shape of one" value={shapeWords(shape)} />
        <Fact name="Values" value={`${valueWords(range[0])} to ${valueWords(range[1])}`} />
        <Fact name="Classes" value={classNames.length === 0 ? "none" : countWords(classNames.length)} />
      </Facts>
      {classNames.length > 0 && (
        <p className="q-note">
          Examples a class · {counts.join(", ")}
          {classNames.length > listed && `, and ${classNames.length - listed} more classes`}
        </p>
      )}
    </div>
  );
}
