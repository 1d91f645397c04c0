import { describe, expect, it } from 'vitest';
import { Role } from '#schema/generated/enums.js';
import { createViewerTokens } from './viewer-token.js';

const viewer = { id: 'u1', name: null, roles: [Role.ENGINEER] };
const secret = 'the secret of this installation, 32+';

function at(start: string) {
  let time = Date.parse(start);
  return {
    clock: { now: () => new Date(time) },
    pass(seconds: number) {
      time += seconds * 1000;
    },
  };
}

describe('createViewerTokens', () => {
  it('brings the viewer through, and signs once for many requests', async () => {
    const { clock, pass } = at('2026-01-01T00:00:00Z');
    const tokens = createViewerTokens(secret, clock);
    const token = await tokens.sign(viewer);
    pass(29);
    expect(await tokens.sign(viewer)).toBe(token);
    expect(await tokens.verify(token)).toEqual(viewer);
    pass(2);
    expect(await tokens.sign(viewer)).not.toBe(token);
  });

  it('refuses a token after a minute, also one that it has verified before', async () => {
    const { clock, pass } = at('2026-01-01T00:00:00Z');
    const tokens = createViewerTokens(secret, clock);
    const token = await tokens.sign(viewer);
    await tokens.verify(token);
    pass(61);
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('refuses a token of another secret, an altered one, and none', async () => {
    const { clock } = at('2026-01-01T00:00:00Z');
    const tokens = createViewerTokens(secret, clock);
    const other = createViewerTokens('the secret of another installation!!', clock);
    const [header, , signature] = (await tokens.sign(viewer)).split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'u2', iss: 'quantgraph', exp: 4e9, roles: ['ADMIN'] })).toString(
      'base64url',
    );
    for (const token of [await other.sign(viewer), `${header}.${claims}.${signature}`, '']) {
      await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });
});
