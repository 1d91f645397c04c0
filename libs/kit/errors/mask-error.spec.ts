import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '#kit/observability/logger.js';
import { NotFound } from './domain-error.js';
import { maskError } from './mask-error.js';

function mask(error: GraphQLError) {
  return maskError(error, 'req_1', silentLogger);
}

describe('maskError', () => {
  it('lets a refusal through with its code and details', () => {
    const refusal = new NotFound('There is no such thing.', { id: 'x' });
    expect(mask(new GraphQLError(refusal.message, { originalError: refusal, path: ['thing'] }))).toEqual({
      message: 'There is no such thing.',
      path: ['thing'],
      extensions: { code: 'NOT_FOUND', details: { id: 'x' } },
    });
  });

  it('masks a fault and gives the request id instead', () => {
    const fault = new Error('connect ECONNREFUSED 10.0.0.7:27017 user=root');
    const seen = mask(new GraphQLError(fault.message, { originalError: fault }));
    expect(seen.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'req_1' });
    expect(JSON.stringify(seen)).not.toMatch(/10\.0\.0\.7|root|ECONNREFUSED/);
  });

  it('masks a code that is not of the contract, unless it has a translation', () => {
    const foreign = (code: string) =>
      mask(new GraphQLError('secret', { extensions: { code }, originalError: new Error('x') }));
    expect(foreign('ER_DUP_ENTRY').extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(foreign('OPERATION_RESOLUTION_FAILURE').extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it("takes graphql-js's own refusal of a value for bad input", () => {
    expect(mask(new GraphQLError('Argument "first" has invalid value "x".')).extensions).toEqual({
      code: 'BAD_USER_INPUT',
    });
  });

  it('logs a fault whole, once: not again where it was masked before', () => {
    const lines: unknown[] = [];
    const log = { error: (line: unknown) => lines.push(line) } as unknown as typeof silentLogger;
    const fault = new Error('boom');
    const masked = maskError(new GraphQLError('boom', { originalError: fault }), 'req_1', log);
    maskError(new GraphQLError(masked.message, { extensions: masked.extensions ?? {} }), 'req_1', log);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ err: fault, requestId: 'req_1' });
  });
});
