import { tf } from "../../src/engine/tf.ts";

const size = 2048;
const products = 20;

/** Multiply-accumulates a second of tfjs's product of two matrices on the backend that runs: the best of five tries. */
export async function matmulRate(): Promise<number> {
  const [a, b] = [tf.randomUniform([size, size]), tf.randomUniform([size, size])] as const;
  let best = 0;
  for (let attempt = 0; attempt < 6; attempt++) {
    const start = performance.now();
    const last = tf.tidy(() => {
      let product = tf.matMul(a as never, b as never);
      for (let count = 1; count < products; count++) product = tf.matMul(a as never, b as never);
      return tf.sum(product);
    });
    // the queue is emptied once the last one can be read
    await last.data();
    last.dispose();
    const seconds = (performance.now() - start) / 1000;
    if (attempt > 0) best = Math.max(best, (products * size ** 3) / seconds);
  }
  a.dispose();
  b.dispose();
  return best;
}
