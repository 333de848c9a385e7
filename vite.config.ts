import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Sent as a header, so that module workers inherit it: nothing leaves the page's own origin, nothing is eval'd. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

export default defineConfig({
  base: "./",
  plugins: [react()],
  worker: { format: "es" },
  build: { target: "es2022", chunkSizeWarningLimit: 2500 },
  preview: {
    host: "127.0.0.1",
    port: 4173,
    headers: { "Content-Security-Policy": contentSecurityPolicy },
  },
  server: { host: "127.0.0.1" },
});
