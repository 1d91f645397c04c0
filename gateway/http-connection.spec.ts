import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpConnection } from './http-connection.js';

const request = { query: '{ a }', viewerToken: 'signed', requestId: 'req-1', variables: { x: 1 } };

describe('createHttpConnection', () => {
  let server: Server;
  const serve = async (listener: RequestListener) => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  };
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  it('sends the viewer, the request id and the operation', async () => {
    const url = await serve(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      response.end(JSON.stringify({ data: { headers: incoming.headers, body: Buffer.concat(chunks).toString() } }));
    });
    const { data } = await createHttpConnection(url).execute(request);
    expect(data?.['headers']).toMatchObject({ 'x-quantgraph-viewer': 'signed', 'x-request-id': 'req-1' });
    expect(JSON.parse(String(data?.['body']))).toEqual({ query: '{ a }', variables: { x: 1 } });
  });

  it('takes a refusal for an answer, whatever its status', async () => {
    const url = await serve((_, response) => response.writeHead(400).end('{"errors":[{"message":"no"}]}'));
    expect(await createHttpConnection(url).execute(request)).toEqual({ errors: [{ message: 'no' }] });
  });

  it('rejects what is no GraphQL response', async () => {
    const url = await serve((_, response) => response.writeHead(502).end('{"oops":true}'));
    await expect(createHttpConnection(url).execute(request)).rejects.toThrow('502');
  });

  it('rejects a response that is too large before it has read it all', async () => {
    const url = await serve((_, response) => {
      // Without an end: reading it all would never finish.
      response.write('x'.repeat(5000));
    });
    const connection = createHttpConnection(url, { maxResponseBytes: 1000 });
    await expect(connection.execute(request)).rejects.toThrow('larger than 1000 bytes');
  });

  it('hangs up when it is told to', async () => {
    const url = await serve(() => {});
    const controller = new AbortController();
    const answer = createHttpConnection(url).execute({ ...request, signal: controller.signal });
    controller.abort(new Error('no longer wanted'));
    await expect(answer).rejects.toThrow('no longer wanted');
  });

  it('pings the readiness of the server', async () => {
    let status = 200;
    const url = await serve(({ url: path }, response) => response.writeHead(path === '/readyz' ? status : 404).end());
    await createHttpConnection(url).ping();
    status = 503;
    await expect(createHttpConnection(url).ping()).rejects.toThrow('503');
  });
});
