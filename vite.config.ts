import { randomUUID } from "node:crypto";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Of the page and everything that it starts: nothing leaves the page's own origin, nothing is eval'd. */
const directives = {
  "default-src": "'self'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self' blob:",
  "connect-src": "'self'",
  "img-src": "'self' blob: data:",
  "style-src": "'self' 'unsafe-inline'",
  "object-src": "'none'",
  "base-uri": "'none'",
};

const policyOf = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");

export const contentSecurityPolicy = policyOf(directives);

/** The same with what hot reloading needs: its socket, and its one inline script by a nonce. */
const developmentPolicy = (nonce: string): string =>
  policyOf({
    ...directives,
    "script-src": `${directives["script-src"]} 'nonce-${nonce}'`,
    "connect-src": "'self' ws:",
  });

/** Writes the policy into the built page, before anything that it could forbid: a static host sends no header. */
function policyInPage(): Plugin {
  return {
    name: "policy-in-page",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** Sends the policy of development with all that the development server answers. */
function policyInDevelopment(): Plugin {
  return {
    name: "policy-in-development",
    config(_, { command, isPreview }) {
      if (command !== "serve" || isPreview) return;
      const nonce = randomUUID();
      return {
        html: { cspNonce: nonce },
        server: { headers: { "Content-Security-Policy": developmentPolicy(nonce) } },
      };
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [react(), policyInPage(), policyInDevelopment()],
  worker: { format: "es" },
  build: { target: "es2022", chunkSizeWarningLimit: 2500 },
  preview: {
    host: "127.0.0.1",
    port: 4173,
    // a header too, for workers that are started in other ways
    headers: { "Content-Security-Policy": contentSecurityPolicy },
  },
  server: { host: "127.0.0.1" },
});
