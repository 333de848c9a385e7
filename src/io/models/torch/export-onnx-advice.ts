/** What a PyTorch file is whose network cannot be read without running Python. */
export type WholeNetwork = "pickle" | "torchscript";

/** The three lines that export ONNX from a network which only PyTorch can open, as advice. */
export function onnxAdvice(file: string, kind: WholeNetwork): string {
  const load =
    kind === "torchscript"
      ? `model = torch.jit.load("${file}").eval()`
      : `model = torch.load("${file}", weights_only=False).eval()`;
  return [
    "Export it as ONNX in Python, with the shape of your inputs, and drop that file:",
    "import torch",
    load,
    'torch.onnx.export(model, torch.zeros(1, 3, 32, 32), "model.onnx")',
  ].join("\n");
}
