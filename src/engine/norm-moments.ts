import { type Tensor, tf } from "./tf.ts";

/** Mean and variance of each channel over all examples and places, gathered pass by pass (Chan et al. 1979). */
export interface ChannelMoments {
  readonly rows: number;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export const noMoments: ChannelMoments = { rows: 0, mean: new Float64Array(0), variance: new Float64Array(0) };

/** The moments with one more pass. @param x [examples, ..., channels] */
export async function withPass(moments: ChannelMoments, x: Tensor): Promise<ChannelMoments> {
  const channels = x.shape[x.rank - 1];
  const rows = x.size / channels;
  const both = tf.tidy(() => {
    const { mean, variance } = tf.moments(tf.reshape(x, [rows, channels]), 0);
    return [mean, variance];
  });
  const [mean, variance] = await Promise.all(both.map((each) => each.data()));
  tf.dispose(both);
  if (moments.rows === 0) return { rows, mean: Float64Array.from(mean), variance: Float64Array.from(variance) };
  const all = moments.rows + rows;
  const share = rows / all;
  return {
    rows: all,
    mean: moments.mean.map((value, channel) => value + share * (mean[channel] - value)),
    variance: moments.variance.map((value, channel) => {
      const apart = mean[channel] - moments.mean[channel];
      return (1 - share) * value + share * variance[channel] + share * (1 - share) * apart * apart;
    }),
  };
}
