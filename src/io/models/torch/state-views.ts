import { FailureError } from "../../../core/failure.ts";
import type { PickleDict } from "./pickle-values.ts";
import { TensorView } from "./torch-storage.ts";

/** The tensors of a checkpoint and the keys that lead to them. */
export interface StateViews {
  readonly views: ReadonlyMap<string, TensorView>;
  /** Such as "state_dict"; null where the file holds the state_dict itself. */
  readonly wrapper: string | null;
}

/** Under which names training scripts keep a network's weights, the likeliest first. */
const wrappers: readonly string[] = [
  "state_dict",
  "model_state_dict",
  "model_state",
  "model",
  "net",
  "network",
  "module",
  "state",
  "weights",
  "params",
];

function tensorsIn(dict: PickleDict): ReadonlyMap<string, TensorView> {
  const views = new Map<string, TensorView>();
  for (const [name, value] of dict) if (typeof name === "string" && value instanceof TensorView) views.set(name, value);
  return views;
}

function unsupported(file: string, message: string, advice: string): FailureError {
  return new FailureError({ kind: "file-unsupported", message, where: file, advice });
}

const saveAdvice = 'Save the network alone in Python: torch.save(model.state_dict(), "weights.pt")';

/**
 * The state_dict in what torch.save wrote: the value itself, or a dict in it under one of the usual names, or the only
 * dict of tensors in it, two levels deep at most.
 * @throws FailureError file-unsupported where there is none or more than one
 */
export function stateViewsIn(file: string, value: unknown): StateViews {
  const search = (dict: PickleDict, path: readonly string[]): StateViews | null => {
    const dicts = [...dict].filter((entry): entry is [string, PickleDict] => {
      return typeof entry[0] === "string" && entry[1] instanceof Map;
    });
    const named = wrappers.flatMap((wrapper) => dicts.filter(([name]) => name === wrapper));
    for (const [name, inner] of named) {
      const found = path.length < 2 ? search(inner, [...path, name]) : null;
      if (found !== null) return found;
    }
    const own = tensorsIn(dict);
    // beside other dicts a lone tensor is a score, and weights have a module's name in front
    if (own.size > 0 && (dicts.length === 0 || [...own.keys()].some((name) => name.includes("."))))
      return { views: own, wrapper: path.length === 0 ? null : path.join(".") };
    const others = dicts.filter(([name, inner]) => !/optim|sched/i.test(name) && tensorsIn(inner).size > 0);
    const [only] = others;
    if (only === undefined) return null;
    if (others.length > 1)
      throw unsupported(
        file,
        `${file} holds the weights of several networks: ${others.map(([name]) => name).join(", ")}.`,
        "Save the one to prune in a file of its own, with torch.save.",
      );
    return { views: tensorsIn(only[1]), wrapper: [...path, only[0]].join(".") };
  };
  const found = value instanceof Map ? search(value, []) : null;
  if (found === null || found.views.size === 0)
    throw unsupported(file, `${file} was written by torch.save, but holds no state_dict.`, saveAdvice);
  return found;
}
