import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { contentSecurityPolicy } from "../../vite.config.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** A host of the built lab that can fail. */
export interface FaultyHost {
  readonly address: string;
  /** Paths that match are answered with 503 from now on; null for none. */
  refused: RegExp | null;
  /** What workers lack that are started from now on, as their prelude knows it: refusals by what is refused. */
  shortOf: Readonly<Record<string, number>>;
  /** Whether connections are dropped unanswered. */
  down: boolean;
  /** Paths that were refused, and connections that were dropped, since this was emptied. */
  readonly turnedAway: string[];
  close(): Promise<void>;
}

/** Serves a build of the lab. Its workers' scripts come with a prelude that lets faults be commanded; all else is as built. */
export async function hostWithFaults(folder: string): Promise<FaultyHost> {
  const prelude = readFileSync(path.join(import.meta.dirname, "worker-prelude.js"));
  const turnedAway: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (host.down || host.refused?.test(pathname)) {
      turnedAway.push(pathname);
      if (host.down) request.socket.destroy();
      else response.writeHead(503).end();
      return;
    }
    const file = path.join(folder, pathname === "/" ? "index.html" : decodeURIComponent(pathname));
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = types[path.extname(file)] ?? "application/octet-stream";
    const worker = /\/assets\/(lab|evaluate)-[^/]*\.js$/.test(pathname);
    response.writeHead(200, {
      "Content-Type": type,
      "Content-Security-Policy": contentSecurityPolicy,
      // what is refused is not to come from a cache
      "Cache-Control": "no-store",
    });
    const body = readFileSync(file);
    response.end(
      worker ? Buffer.concat([Buffer.from(`self.shortOf = ${JSON.stringify(host.shortOf)};\n`), prelude, body]) : body,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host: FaultyHost = {
    address: `http://127.0.0.1:${port}/`,
    refused: null,
    down: false,
    shortOf: {},
    turnedAway,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}
