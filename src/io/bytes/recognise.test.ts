import { describe, expect, it } from "vitest";
import { idxBytes } from "../../../test/idx-bytes.ts";
import { hasShared, sharedFile } from "../../../test/shared-file.ts";
import { tarOf } from "../../../test/tar-bytes.ts";
import type { FileKind } from "./file-kind.ts";
import { headLength, recognise } from "./recognise.ts";

const text = (content: string) => new TextEncoder().encode(content);
const kindOf = (name: string, bytes: Uint8Array) => recognise(name, bytes.subarray(0, headLength), bytes.length).kind;
const latin = (content: string) => Uint8Array.from(content, (letter) => letter.charCodeAt(0));

describe("recognise", () => {
  it.each<readonly [FileKind, string, Uint8Array]>([
    ["empty", "model.json", new Uint8Array()],
    ["html", "model.json", text("<!DOCTYPE html><html><body>404</body></html>")],
    ["lfs-pointer", "w.bin", text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")],
    ["png", "model.json", latin("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
    ["jpeg", "a.csv", latin("\xff\xd8\xff\xe0\0\x10JFIF")],
    ["pdf", "a.bin", text("%PDF-1.7\n")],
    ["hdf5", "model.json", latin("\x89HDF\r\n\x1a\n\0\0\0")],
    ["npy", "x.npy", latin("\x93NUMPY\x01\0")],
    ["pickle", "x.pt", latin("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.")],
    ["safetensors", "x", latin('\x20\0\0\0\0\0\0\0{"a":{"dtype":"F32","shape":[]}}')],
    ["tflite", "x", latin("\x1c\0\0\0TFL3\0\0\0")],
    ["onnx", "x", latin("\x08\x08\x12\x07pytorch")],
    ["gzip", "x.csv", latin("\x1f\x8b\x08\0")],
    ["zip", "x.json", latin("PK\x03\x04\x14\0")],
    ["idx-images", "x", idxBytes([3, 4, 4])],
    ["idx-labels", "x", idxBytes([7])],
    ["idx-images", "cut off", idxBytes([300, 4, 4]).slice(0, 100)],
    ["binary", "w.bin", new Uint8Array(4096)],
    ["binary", "w.bin", new Uint8Array(Float32Array.from({ length: 300 }, (_, i) => Math.sin(i)).buffer)],
    ["tfjs-layers-model", "x", text('{"modelTopology": {"class_name": "Sequential"}}')],
    ["tfjs-graph-model", "x", text('{"format": "graph-model", "modelTopology": {}}')],
    ["tfjs-graph-model", "x", text('{"modelTopology":{"node":[]}}')],
    ["json", "x", text('["banana"]')],
    ["csv", "x", text("a,b,c\n1,2,3\n4,5,6\n")],
    ["csv", "x.tsv", text("1\t2\n3\t4\n")],
    ["python", "train.py", text("import torch\nprint(torch.zeros(3))\n")],
    ["text", "vocab.txt", text("[PAD]\n[UNK]\n[CLS]\nthe\n##s\n")],
    ["text", "latin.txt", latin("Voil\xe0 une question \x96 enfin ?\nTr\xe8s bien\n")],
    ["csv", "sms.csv", latin('v1,v2\nham,"caf\xe9 at 5?"\nspam,win \xa3500\n')],
    ["jsonl", "d", text('{"text": "a"}\n{"text": "b"}\n{"text":')],
    ["json", "d", text('{\n"text": "a"}\n')],
    ["tokenizer", "t", text('{"class_name": "Tokenizer", "config": {"num_words": 3}}')],
    ["tokenizer", "t", text('{"num_words": 5, "word_index": {"a": 1}}')],
    ["tokenizer", "t", text('{"the": 1, "a": 2, "of": 3}')],
    ["tokenizer", "t", text('{"version": "1.0", "truncation": null, "added_tokens": []}')],
    ["keras-config", "t", text('{"module": "keras", "class_name": "Functional", "config": {"layers": []}}')],
    ["keras-config", "t", text('{"class_name": "Sequential", "config": {}, "keras_version": "2.2"}')],
    ["quorum-layers", "t", text('{"format": "quorum-layers", "layers": []}')],
    ["run-record", "t", text('{"quorum": 1, "seed": 3}')],
    ["parquet", "x", latin("PAR1\x15\x04\x15")],
    ["webp", "x", latin("RIFF\x10\0\0\0WEBPVP8 ")],
    ["gif", "x", latin("GIF89a\x01\0")],
    ["bmp", "x", latin(`BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0${"\0".repeat(20)}`)],
    ["saved-model", "saved_model.pb", latin("\x08\x01\x12\xff\x02")],
    ["saved-model", "frozen.pb", latin("\x0a\x1c\x0a\x05input\x12\x0bPlaceholder*\x00")],
    ["archive", "x", latin("7z\xbc\xaf\x27\x1c")],
    ["tar", "x", tarOf({ a: text("b") })],
    ["cifar10", "x", Uint8Array.from({ length: 2 * 3073 }, (_, i) => (i % 3073 === 0 ? 9 : i % 256))],
    ["cifar100", "x", Uint8Array.from({ length: 2 * 3074 }, (_, i) => (i % 3074 < 2 ? 19 : i % 256))],
    ["binary", "x", Uint8Array.from({ length: 2 * 3073 }, (_, i) => (i % 3073 === 0 ? 10 : i % 256))],
    ["cifar10", "data_batch_1.bin", Uint8Array.from({ length: 2 * 3073 - 7 }, (_, i) => i % 256)],
    ["text", "README.md", text("# A model\n\nIt was trained on digits, and\nit is good.\n")],
  ])("finds %s in %s", (kind, name, bytes) => {
    expect(kindOf(name, bytes)).toBe(kind);
  });

  it("has words with an article for the person", () => {
    expect(recognise("a", latin("\x89PNG\r\n\x1a\n"), 8).words).toBe("a PNG picture");
  });
});

describe.skipIf(!hasShared("models"))("the shared files", () => {
  it.each<readonly [FileKind, string]>([
    ["tfjs-layers-model", "models/tfjs-layers-digits-cnn/model.json"],
    ["binary", "models/tfjs-layers-digits-cnn/group1-shard1of1.bin"],
    ["tfjs-graph-model", "models/tfjs-graph-lenet/model.json"],
    ["binary", "models/tfjs-graph-lenet/group1-shard1of1"],
    ["json", "models/tfjs-graph-lenet/layers.json"],
    ["text", "models/tfjs-graph-lenet/README.md"],
    ["hdf5", "models/keras-h5-lenet/mnist.h5"],
    ["zip", "models/keras3-fashion-mlp/fashion_mnist.keras"],
    ["onnx", "models/onnx-lenet5/lenet.onnx"],
    ["safetensors", "models/pytorch-mnist-burn/mnist.safetensors"],
    ["zip", "models/pytorch-mnist-burn/mnist.pt"],
    ["pickle", "models/pytorch-resnet20-cifar10/resnet20-12fca82f.th"],
    ["csv", "data/tabular/iris.csv"],
    ["csv", "data/tabular/breast_cancer.csv"],
    ["gzip", "data/tabular/digits.csv.gz"],
  ])("%s is %s", (kind, path) => {
    expect(kindOf(path, sharedFile(path))).toBe(kind);
  });
});
