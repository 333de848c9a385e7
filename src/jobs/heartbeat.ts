/** Milliseconds between two signs of life. */
const beatEvery = 2000;

/**
 * Tells whoever started this worker that it is alive, whenever it comes to itself between two pieces of work.
 * @param post posts a message that no protocol takes for its own
 */
export function beat(post: (message: null) => void): void {
  setInterval(() => post(null), beatEvery);
}
