const key = "quorum-here";

/** Whether this page was in this tab before and was reloaded, as far as the browser lets it know; it is from now on. */
export function wasHereBefore(): boolean {
  try {
    const before = sessionStorage.getItem(key) !== null;
    sessionStorage.setItem(key, "yes");
    return before;
  } catch {
    // storage is blocked
    return false;
  }
}
