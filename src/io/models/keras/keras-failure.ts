import { FailureError } from "../../../core/failure.ts";

/**
 * Runs a decoder so that only typed failures leave it, each saying in which file. Whatever a library throws becomes
 * file-damaged with its words kept.
 * @param document what the description is called in this format; the shared decoders speak of model.json
 * @throws FailureError
 */
export async function told<T>(name: string, document: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (thrown) {
    if (!(thrown instanceof FailureError))
      throw new FailureError({
        kind: "file-damaged",
        message: `${name} cannot be read: it is damaged.`,
        where: name,
        advice: "Fetch or export the file again.",
        details: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
      });
    const { failure } = thrown;
    const renamed = (text: string): string => text.replaceAll("model.json", document);
    const where =
      failure.where === undefined ? name : failure.where.startsWith(name) ? failure.where : `${name}, ${failure.where}`;
    throw new FailureError({
      ...failure,
      message: renamed(failure.message),
      where,
      ...(failure.advice === undefined ? {} : { advice: renamed(failure.advice) }),
    });
  }
}
