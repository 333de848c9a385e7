import { FailureError } from "../../../core/failure.ts";
import { decodeText } from "../../bytes/text.ts";
import { readZip } from "../../bytes/zip.ts";
import { type Checkpoint, damagedCheckpoint, readingPickles, reversedNumbers } from "./checkpoint.ts";
import { onnxAdvice } from "./export-onnx-advice.ts";
import { typeWidths } from "./stored-type.ts";
import { torchWorld } from "./torch-world.ts";
import { unpickle } from "./unpickle.ts";

/**
 * What torch.save wrote since PyTorch 1.6: a zip of NAME/data.pkl, NAME/data/<storage> and NAME/byteorder.
 * @throws FailureError file-damaged; file-unsupported for TorchScript and for names that weights do not need
 */
export async function readZipCheckpoint(file: string, archive: Uint8Array): Promise<Checkpoint> {
  const entries = new Map((await readZip(file, archive)).map(({ path, bytes }) => [path, bytes]));
  const pickle = [...entries.keys()].find((path) => /^([^/]+\/)?data\.pkl$/.test(path));
  const bytes = pickle === undefined ? undefined : entries.get(pickle);
  if (pickle === undefined || bytes === undefined) throw damagedCheckpoint(file, "has no data.pkl");
  const folder = pickle.slice(0, -"data.pkl".length);
  const scripted = [...entries.keys()].some((path) => path.startsWith(`${folder}code/`));
  if (scripted || entries.has(`${folder}constants.pkl`))
    throw new FailureError({
      kind: "file-unsupported",
      message: `${file} is a TorchScript program; Quorum reads the weights of a network and runs no programs.`,
      where: file,
      advice: onnxAdvice(file, "torchscript"),
    });
  const world = torchWorld(file);
  const { value } = readingPickles(file, () => unpickle(bytes, 0, world));
  const order = entries.get(`${folder}byteorder`);
  const big = order !== undefined && decodeText(order).trim() === "big";
  const storages = new Map<string, Uint8Array>();
  for (const [key, { type }] of world.storages) {
    const stored = entries.get(`${folder}data/${key}`);
    if (stored === undefined) throw damagedCheckpoint(file, `lacks its storage ${key}`);
    storages.set(key, big ? reversedNumbers(stored, typeWidths[type]) : stored);
  }
  return { value, storages };
}
