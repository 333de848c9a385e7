/** A name that a pickle refers to, such as torch.FloatStorage. It is a name and nothing else: nothing is ever run. */
export class PickleGlobal {
  readonly module: string;
  readonly name: string;
  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }
  /** "torch._utils._rebuild_tensor_v2" */
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** A value of a pickle that Quorum has no use for, such as an optimizer's setting. */
export class PickleObject {
  readonly global: PickleGlobal;
  constructor(global: PickleGlobal) {
    this.global = global;
  }
}

/** A tuple or a list. */
export type PickleList = unknown[];
/** A dict; keys of any kind. */
export type PickleDict = Map<unknown, unknown>;

export interface PickleWorld {
  /** Says yes to a name or throws. */
  allow(global: PickleGlobal): void;
  /** What calling `global` with these arguments stands for. */
  call(global: PickleGlobal, args: PickleList): unknown;
  /** The value of a persistent id. */
  persistent(id: unknown): unknown;
}
