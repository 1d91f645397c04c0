import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a double answers. `never`: nothing, until it is closed; `cut`: half of the body (of
 * none, no head either), and then the line breaks. */
export interface DoubleAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly how?: 'never' | 'cut';
}

/** A local HTTP server that stands in for somebody else's, and remembers what it was asked. */
export class HttpDouble {
  readonly asked: URL[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(
    answer: (asked: URL, double: HttpDouble) => DoubleAnswer | Promise<DoubleAnswer>,
  ): Promise<HttpDouble> {
    const server = createServer((request, response) => void respond(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const double = new HttpDouble(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const asked = new URL(request.url ?? '/', double.url);
      double.asked.push(asked);
      for (const told of double.waiting.splice(0)) told();
      const { status = 200, headers = {}, body = '', how } = await answer(asked, double);
      if (how === 'never') return;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      if (how === 'cut' && text === '') return void response.destroy();
      if (how === 'cut') {
        response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(text)) });
        response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
        return;
      }
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(text);
    }
    return double;
  }

  /** Resolves when so many requests have come, in all. */
  async requests(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
