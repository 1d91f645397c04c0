import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { identityKeys, serverKeys, storageKeys, subgraphUrls } from './common-config.js';
import { ConfigError, readConfig } from './read-config.js';

const schema = z.object({ ...serverKeys, ...storageKeys, ...identityKeys });

describe('readConfig', () => {
  it('has a default for everything, and takes an empty value as absent', () => {
    const config = readConfig(schema, { PORT: '', HOST: '' });
    expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 4000, LOG_LEVEL: 'info', SAMPLE_DATA: true });
    expect(config.MONGODB_URL).toBeUndefined();
  });

  it('names all faults at once', () => {
    const faults = () =>
      readConfig(schema, {
        PORT: '99999',
        LOG_LEVEL: 'loud',
        SAMPLE_DATA: 'yes',
        MONGODB_URL: 'localhost',
        AMQP_URL: 'x',
      });
    expect(faults).toThrow(ConfigError);
    expect(faults).toThrow(
      /PORT: .*\n.*LOG_LEVEL: .*\n.*SAMPLE_DATA: expected on or off\n.*MONGODB_URL: .*\n.*AMQP_URL: /,
    );
  });

  it('reads the addresses of the subgraphs: all four, each once', () => {
    const all =
      'trading=http://a:1/graphql,market-data=http://b:2/graphql,ml-platform=http://c:3/graphql,gen-ai=http://d:4/graphql';
    expect(subgraphUrls.parse(all)).toMatchObject({ trading: 'http://a:1/graphql', 'gen-ai': 'http://d:4/graphql' });
    expect(
      subgraphUrls.safeParse('trading=http://a:1,oracle=http://b:2').error?.issues.map((issue) => issue.message),
    ).toEqual([
      'the URL of the subgraph market-data is missing',
      'the URL of the subgraph ml-platform is missing',
      'the URL of the subgraph gen-ai is missing',
      'there is no subgraph "oracle"',
    ]);
  });
});
