import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { brokerAddress, plainError, prefixOf } from './rabbitmq-connection.js';

it('names a broker without its credentials', () => {
  expect(brokerAddress('amqp://user:hunter2@broker.example:5672/quant')).toBe('amqp://broker.example:5672/quant');
  expect(brokerAddress('amqps://broker.example')).toBe('amqps://broker.example');
});

it('refuses what is no AMQP URL without repeating it', () => {
  for (const wrong of ['amqp//user:hunter2@broker', 'http://user:hunter2@broker']) {
    const refusal = (): string => brokerAddress(wrong);
    expect(refusal).toThrow(/starts with amqp:\/\//);
    try {
      refusal();
    } catch (error) {
      expect(inspect(error)).not.toContain('hunter2');
    }
  }
});

it('keeps the message of an error and leaves the fields that it carries', () => {
  const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', input: 'amqp://user:hunter2@broker' });
  expect(plainError(error)).toEqual({ type: 'Error', message: 'refused', code: 'ECONNREFUSED' });
  expect(plainError('odd')).toEqual({ type: 'Error', message: 'odd' });
});

it('reads the prefix of the names from the URL', () => {
  expect(prefixOf('amqp://user:hunter2@broker.example/quant?heartbeat=10&prefix=staging')).toBe('staging');
  expect(prefixOf('amqp://broker.example/')).toBe('quantgraph');
});
