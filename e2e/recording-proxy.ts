import { createServer, request } from "node:http";

/** A proxy that everything a browser asks for goes through: page, workers, and whatever else. */
export interface RecordingProxy {
  /** Origins with what was asked of them, in order; "CONNECT host" where a tunnel was wanted, which nobody gets. */
  readonly asked: string[];
  /** Takes the policy out of the headers, as static hosts send none. */
  dropPolicy: boolean;
  close(): Promise<void>;
}

export async function recordingProxy(port: number): Promise<RecordingProxy> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const address = new URL(incoming.url ?? "/", "http://unknown.invalid");
    asked.push(address.href);
    if (address.hostname !== "127.0.0.1") {
      outgoing.writeHead(204, { "access-control-allow-origin": "*" }).end();
      return;
    }
    const onward = request(address, { method: incoming.method, headers: incoming.headers }, (answer) => {
      const headers = { ...answer.headers };
      if (proxy.dropPolicy) delete headers["content-security-policy"];
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on("connect", ({ url }, socket) => {
    asked.push(`CONNECT ${url}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  const proxy: RecordingProxy = {
    asked,
    dropPolicy: false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return proxy;
}
