import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#schema/generated/enums.js';
import { alice } from '../support/subgraph-caller.js';
import { type RunningMarketData, startMarketData } from './market-data-harness.js';

let marketData: RunningMarketData;
let call: RunningMarketData['call'];

beforeAll(async () => {
  marketData = await startMarketData();
  ({ call } = marketData);
});

afterAll(() => marketData.close());

describe('importInstruments', () => {
  const mutation =
    'mutation ($file: String!) { importInstruments(input: { file: $file }) { rowsRead added changed unchanged ignoredColumns } }';
  const write = async (name: string, text: string) => {
    await mkdir(marketData.folders.import, { recursive: true });
    await writeFile(join(marketData.folders.import, name), text);
  };

  it('takes what the file says, and keeps what it does not', async () => {
    await write(
      'companies.csv',
      'Ticker;Company Name;Type;GICS Sector;Employees;Currency\nmsft;Microsoft Corp.;;;5;\nSAP;"SAP SE; Walldorf";Equity;Information Technology;7;eur\nIBM;;;;9;\n',
    );
    expect(await call.get(alice, mutation, { file: 'companies.csv' })).toEqual({
      importInstruments: { rowsRead: 3, added: 1, changed: 1, unchanged: 1, ignoredColumns: ['Employees'] },
    });
    const { instruments } = await call.get(
      alice,
      '{ instruments(filter: { symbols: ["MSFT", "SAP"] }) { nodes { symbol name assetClass sector exchange currency } } }',
    );
    expect(instruments.nodes).toEqual([
      {
        symbol: 'MSFT',
        name: 'Microsoft Corp.',
        assetClass: 'STOCK',
        sector: 'Information Technology',
        exchange: 'NASDAQ',
        currency: 'USD',
      },
      {
        symbol: 'SAP',
        name: 'SAP SE; Walldorf',
        assetClass: 'STOCK',
        sector: 'Information Technology',
        exchange: null,
        currency: 'EUR',
      },
    ]);
    const found = await call.get(alice, '{ instruments(filter: { search: "walldorf" }) { nodes { symbol } } }');
    expect(found.instruments.nodes).toEqual([{ symbol: 'SAP' }]);
    expect(marketData.events.find(({ name }) => name === 'instruments.imported')?.payload).toMatchObject({
      file: 'companies.csv',
      added: 1,
    });
  });

  it.each([
    ['symbol,name\nA B,x\n', 'line 2, column "symbol": expected 1 to 20'],
    ['symbol,name\nAAA,x\nAAA,y\n', 'line 3, column "symbol": expected each symbol once, it is on line 2 already'],
    ['symbol,type\nAAA,banana\n', 'line 2, column "assetClass": expected one of COMMODITY, CRYPTO'],
    ['symbol,currency\nAAA,dollars\n', 'column "currency": expected a code of three letters'],
    ['symbol,name\nAAA,"x\n', 'expected a closing quote for each that opens'],
    ['name,sector\nx,y\n', 'a column for the symbol'],
    ['symbol,colour\nAAA,red\n', 'a column besides the symbol'],
    ['symbol,name,company\nAAA,x,y\n', 'one column for name'],
    ['symbol,name\n', 'at least one instrument'],
  ])('refuses %j whole', async (text, reason) => {
    await write('bad.csv', text);
    const { errors } = await call.ask(alice, mutation, { file: 'bad.csv' });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(reason);
    expect(await call.get(alice, '{ instrument(symbol: "AAA") { symbol } }')).toEqual({ instrument: null });
  });

  it('refuses who may only look, and a path that leaves the folder', async () => {
    const viewer = { id: 'usr_viewer', name: 'Vera', roles: [Role.VIEWER] };
    expect(await call.codeOf(viewer, mutation, { file: 'companies.csv' })).toBe('FORBIDDEN');
    expect(await call.codeOf(alice, mutation, { file: '../companies.csv' })).toBe('BAD_USER_INPUT');
  });
});
