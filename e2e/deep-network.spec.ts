import path from "node:path";
import { expect, test } from "@playwright/test";
import { hasShared, openFiles, section, shared } from "./lab-page.ts";
import { fewest, measured, units } from "./prune-and-export.ts";

test.use({ actionTimeout: 10_000 });
test.skip(!hasShared, "needs the real files in ../shared, which are not here");

test("ResNet-20 as a PyTorch checkpoint goes with a zip of 10,000 pictures, and its blocks are coupled", async ({
  page,
}, info) => {
  test.setTimeout(150_000);
  await page.goto(`/?${fewest}&calibration=40&validation=20&test=100&fractions=0.5,1`);
  const start = Date.now();
  await openFiles(page, [
    path.join(shared, "models/pytorch-resnet20-cifar10/resnet20-12fca82f.th"),
    path.join(shared, "data/cifar10/cifar10-test-jpeg.zip"),
  ]);
  const part = section(page, "Model and data");
  await expect(part).toContainText("Data: cifar10-test-jpeg.zip", { timeout: 60_000 });
  const read = (Date.now() - start) / 1000;
  const { accuracy, proposed } = await measured(page, 100_000);
  info.annotations.push({ type: "read, s; accuracy; pairing", description: `${read} ${accuracy} ${proposed}` });
  // 0.81 on all of these pictures; five standard errors of 100 of them.
  expect(Math.abs(accuracy - 0.81)).toBeLessThan(0.2);
  await expect(part).toContainText("10,000");
  await expect(part).toContainText("airplane: 1,000");
  expect(await units(page)).toBeGreaterThan(300);
  await expect(part.getByText(/together with/).first()).toBeVisible();
  await expect(part.getByRole("alert")).toHaveCount(0);
});
