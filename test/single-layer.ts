import type { Layer, LayerId, Shape, Tensor } from "../src/core/model/model.ts";
import type { RandomSource } from "../src/core/random/random-source.ts";

/** One layer with the shapes that it reads; inputs are named a, b and c. */
export interface SingleLayer {
  readonly title: string;
  readonly layer: Layer;
  readonly shapes: readonly Shape[];
  /** What the inputs hold: numbers on [-1, 1] if left out, whole numbers below this many, or zeros and ones in "mask". */
  readonly tokens?: number;
  readonly masked?: boolean;
}

type Settings<K extends Layer["kind"]> = Omit<Extract<Layer, { kind: K }>, "id" | "kind" | "inputs">;

const named: readonly LayerId[] = ["a", "b", "c"];

/** Gathers single layers of every family, with random weights. */
export interface Gathering {
  readonly made: SingleLayer[];
  /** Weights on [-1, 1]. */
  weight(...shape: number[]): Tensor;
  one<K extends Layer["kind"]>(
    kind: K,
    title: string,
    shapes: readonly Shape[],
    settings: Settings<K>,
    more?: Pick<SingleLayer, "tokens" | "masked">,
  ): void;
}

/** An empty gathering. */
export function gathering(random: RandomSource): Gathering {
  const made: SingleLayer[] = [];
  return {
    made,
    weight: (...shape) => ({
      shape,
      values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * random.uniform() - 1),
    }),
    one(kind, title, shapes, settings, more = {}) {
      const layer = { id: "y", kind, inputs: named.slice(0, shapes.length), ...settings } as unknown as Layer;
      made.push({ title: `${kind} ${title}`, layer, shapes, ...more });
    },
  };
}

/** Values for each input of a single layer, examples x shape. */
export function valuesFor(
  { shapes, tokens, masked }: SingleLayer,
  examples: number,
  random: RandomSource,
): Float32Array[] {
  return shapes.map((shape, place) =>
    Float32Array.from({ length: examples * shape.reduce((a, b) => a * b, 1) }, (_, at) => {
      // an example without a counting place is a matter of its own
      if (masked && place === 1) return at % shape[0] === 1 || random.uniform() < 0.5 ? 1 : 0;
      if (tokens !== undefined) return random.integer(tokens);
      // away from zero, so that a quotient stays tame
      return (random.uniform() < 0.5 ? -1 : 1) * (0.1 + 0.9 * random.uniform());
    }),
  );
}
