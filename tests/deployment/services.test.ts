import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { MongoClient } from 'mongodb';
import { Connection } from 'rabbitmq-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rabbitmqNames } from '#kit/events/rabbitmq-topology.js';
import { type MongoDouble, startMongoDouble } from '../support/mongo-double/mongo-double.js';
import {
  type ComposeFile,
  dockerfileHealthCheck,
  nodeServices,
  readCompose,
  readRootFile,
  startOrder,
} from './compose-file.js';
import { Container, environmentHere, freePorts, layOutImage, type Surroundings } from './container.js';

const amqpUrl = process.env['AMQP_URL'] ?? '';
if (amqpUrl === '') console.warn('deployment: the services are not started; set AMQP_URL to run their commands.');

const HEALTHY_WITHIN_MS = 60_000;
const GRACE_MS = 30_000;

describe.skipIf(amqpUrl === '')('the commands of docker-compose.yml, run as they stand there', () => {
  const prefix = `quantgraph-test-${randomUUID()}`;
  const running: Container[] = [];
  let compose: ComposeFile;
  let image: Awaited<ReturnType<typeof layOutImage>>;
  let mongo: MongoDouble;
  let folder: string;
  let here: Surroundings;
  let token: string;

  beforeAll(async () => {
    compose = await readCompose();
    image = await layOutImage();
    mongo = await startMongoDouble();
    folder = await mkdtemp(join(tmpdir(), 'services-'));
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = join(folder, 'jwks.json');
    await writeFile(keys, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' }] }));
    const issuer = 'https://issuer.example/';
    token = await new SignJWT({ name: 'Ada', roles: ['USER'] })
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setIssuer(issuer)
      .setSubject('user_ada')
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);
    const ports = await freePorts(nodeServices.length);
    const broker = new URL(amqpUrl);
    broker.searchParams.set('prefix', prefix); // the broker may be shared
    here = {
      variables: {
        VIEWER_SECRET: randomUUID(),
        MONGODB_PASSWORD: 'unused',
        RABBITMQ_PASSWORD: 'unused',
        AUTH_ISSUER: issuer,
        AUTH_JWKS_URL: pathToFileURL(keys).href,
        LOG_LEVEL: 'warn',
      },
      ports: new Map(nodeServices.map((name, i) => [name, ports[i] as number])),
      volumes: join(folder, 'volumes'),
      replaced: { MONGODB_URL: mongo.url, AMQP_URL: broker.href },
    };
  }, 120_000);

  afterAll(async () => {
    for (const container of running) await container.remove();
    await clearBroker(mongo.url, prefix);
    await mongo.close();
    await image.remove();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('become healthy in the order of the file, answer one query together, and end in good order', async () => {
    const imageCheck = dockerfileHealthCheck(await readRootFile('Dockerfile'));
    for (const name of startOrder(compose.services)) {
      const service = compose.services[name];
      if (service?.command === undefined) continue; // a store
      const container = new Container(name, service, environmentHere(service, name, here), image.folder);
      running.push(container);
      await container.becomesHealthy(HEALTHY_WITHIN_MS);
      await container.becomesHealthy(5_000, imageCheck);
    }
    expect(running.map(({ name }) => name).sort()).toEqual([...nodeServices].sort());

    const query = `{
      viewer { id }
      strategies(first: 1) { totalCount }
      instrument(symbol: "SPX") { name coverage { firstBarAt barCount } }
      modelExperiments(first: 1) { totalCount }
      narrativeReports(first: 1) { totalCount }
    }`;
    expect(await ask(query, token)).toEqual({
      data: {
        viewer: { id: 'user_ada' },
        strategies: { totalCount: 0 },
        instrument: {
          name: expect.any(String),
          coverage: { firstBarAt: expect.stringMatching(/^2000-01-03/), barCount: 5105 },
        },
        modelExperiments: { totalCount: 0 },
        narrativeReports: { totalCount: 0 },
      },
    });
    expect(await ask(query, null)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });

    for (const container of [...running].reverse()) {
      expect(await container.stop(GRACE_MS), `${container.name}:\n${container.output}`).toEqual({
        code: 0,
        signal: null,
      });
    }
  }, 300_000);

  async function ask(query: string, bearer: string | null): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${here.ports.get('gateway')}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(20_000),
    });
    return response.json();
  }
});

/** Takes away the exchanges and queues of this run: the consumers are those that the services have registered. */
async function clearBroker(mongoUrl: string, prefix: string): Promise<void> {
  const names = rabbitmqNames(prefix);
  const client = new MongoClient(mongoUrl);
  const connection = new Connection(amqpUrl);
  for (const subgraph of nodeServices) {
    for await (const { _id } of client.db(`quantgraph-${subgraph}`).collection('event-consumers').find({})) {
      await connection.queueDelete({ queue: names.queue(String(_id)) });
      await connection.queueDelete({ queue: names.deadQueue(String(_id)) });
    }
  }
  for (const exchange of [names.events, names.live, names.dead]) await connection.exchangeDelete({ exchange });
  await connection.close();
  await client.close();
}
