/** Writes what changed of the session to the browser's storage. */
export interface Keeper {
  /** Writes at once what has changed; never rejects. */
  flush(): Promise<void>;
  /** Deletes what is kept, and keeps nothing more until `start`. */
  forget(): Promise<void>;
  /** Deletes what is kept, whoever kept it, and keeps the session as it is now. */
  start(): Promise<void>;
}
