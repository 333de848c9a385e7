/** Units kept of LeNet-5's 226, by the share that they are; 22.5 % is the size that the paper reports. */
export const shares = [0.15, 0.225, 0.3, 0.4, 0.5, 0.6] as const;

/** 34, 51, 68, 90, 113, 136. */
export const sizes: readonly number[] = shares.map((share) => Math.round(share * 226));

/** The critical size. */
export const reported = 51;
