import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong between the gateway and a service, beside that nothing listens (`stop`). */
export const FAULTS = ['hung', 'slow', 'reset', 'garbage', 'other shape', 'huge', 'status 500'] as const;
export type Fault = (typeof FAULTS)[number];

/** What a faulty service says of its inside; none of it may reach a client. */
export const INSIDE = '<h1>connect ECONNREFUSED 10.1.2.3:5432 at /srv/kapstok/money.js</h1>';
const SLOW_MS = 1500;
const HUGE_BYTES = 64_000_000;

/** The way to one service. It carries everything as it is, until it is told to fail at questions (not at events). */
export class FaultProxy {
  /** What is wrong with the next question: asked for each one. */
  fault: () => Fault | null = () => null;
  /** Where the service is. */
  target = '';
  /** How many of its huge answers were read to their end. */
  hugeReadWhole = 0;
  readonly port: number;
  readonly #server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const fault = /^\/(graphql|identity)$/.test(request.url ?? '') ? this.fault() : null;
      if (fault === null) this.#forward(request, response);
      else this.#fail(fault, request, response);
    });
  }

  static async open(): Promise<FaultProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new FaultProxy(server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Nothing listens any more, and who was connected is cut off. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Listens again where it did. */
  async start(): Promise<void> {
    await new Promise((resolve) => this.#server.listen(this.port, '127.0.0.1', () => resolve(null)));
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = request;
    const onward = requestOf(`${this.target}${url}`, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  #fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
    const json = { 'content-type': 'application/json' };
    switch (fault) {
      case 'hung':
        return;
      case 'slow': {
        const timer = setTimeout(() => this.#forward(request, response), SLOW_MS);
        response.on('close', () => clearTimeout(timer));
        return;
      }
      case 'reset':
        response.writeHead(200, { ...json, 'content-length': 1000 });
        response.write('{"data":{"programme":', () => request.socket.resetAndDestroy());
        return;
      case 'garbage':
        response.writeHead(200, json).end(INSIDE);
        return;
      case 'other shape':
        response.writeHead(200, json).end(JSON.stringify({ data: [INSIDE] }));
        return;
      case 'huge':
        response.writeHead(200, json).write('{"data":"');
        response.once('finish', () => {
          this.hugeReadWhole += 1;
        });
        stream(response, HUGE_BYTES);
        return;
      case 'status 500':
        response.writeHead(500, json).end(JSON.stringify({ errors: [{ message: INSIDE }] }));
        return;
    }
  }
}

/** Writes so many bytes, as fast as they are read. */
function stream(response: ServerResponse, bytes: number): void {
  const chunk = 'x'.repeat(1_000_000);
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return;
    }
    response.end('"}');
  };
  response.on('drain', more);
  more();
}
