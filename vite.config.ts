import { randomUUID } from "node:crypto";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

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

/** The service worker: the browser keeps the whole lab, so that it opens without a network from the second visit on. */
const offline = VitePWA({
  // an update waits until the person asks for it; src/storage/offline-copy.ts registers, for inline scripts are forbidden
  registerType: "prompt",
  injectRegister: false,
  manifest: {
    name: "Quorum, a pruning lab",
    short_name: "Quorum",
    description: "A pruning lab in a browser tab: the units of a trained network play a cooperative game.",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#f4f6f6",
    theme_color: "#0f766e",
    icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml" }],
  },
  workbox: {
    globPatterns: ["**/*.{html,js,css,svg,wasm}", "sample/*.{json,bin,gz}"],
    // the largest is the HDF5 library with its wasm inside (4.8 MB), without which no Keras file could be written offline
    maximumFileSizeToCacheInBytes: 6 * 2 ** 20,
    // settings are in the address
    ignoreURLParametersMatching: [/./],
    navigateFallback: "index.html",
    cleanupOutdatedCaches: true,
  },
});

export default defineConfig({
  base: "./",
  plugins: [react(), policyInPage(), policyInDevelopment(), offline],
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
