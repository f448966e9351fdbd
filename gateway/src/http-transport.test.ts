import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpTransport } from './index.ts';

/** A subgraph that hangs up on the first requests, and answers the others with how many came. */
async function hangingUp(times: number) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (asked <= times) request.socket.destroy();
    else response.end(JSON.stringify({ data: { asked } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const http = createHttpTransport(() => `http://127.0.0.1:${port}/graphql`);
  onTestFinished(async () => {
    await http.close();
    server.close();
  });
  const ask = http.transport('plan');
  return (query: string) => ask({ query }, 'token', new AbortController().signal);
}

test('what only reads is sent once more over a connection that was dead', async () => {
  const ask = await hangingUp(1);
  expect(await ask('{a}')).toEqual({ data: { asked: 2 } });
});

test('and no oftener', async () => {
  const ask = await hangingUp(2);
  await expect(ask('{a}')).rejects.toThrow();
  expect(await ask('{a}')).toEqual({ data: { asked: 3 } });
});

test('a change is not: it may have been made', async () => {
  const ask = await hangingUp(1);
  await expect(ask('mutation{a}')).rejects.toThrow();
  expect(await ask('mutation{a}')).toEqual({ data: { asked: 2 } });
});
