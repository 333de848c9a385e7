#!/bin/sh
# Makes onnx-messages.js from onnx.proto: static code, so that nothing is evaluated at run time.
cd "$(dirname "$0")" || exit 1
npx pbjs -t static-module -w esm -r onnx --keep-case --force-long --null-semantics --no-verify --no-convert \
  --no-delimited --no-typeurl --no-service --no-comments --dependency protobufjs/minimal.js \
  -o onnx-messages.js onnx.proto
