import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { Snapshot } from '#lake/snapshot.js';
import { unknownInstrument } from './instrument.js';
import { InstrumentRepository } from './instrument.repository.js';
import { InstrumentService } from './instrument.service.js';

const open = async () => new InstrumentService(await InstrumentRepository.open(openMemoryStore()));
const find = async (service: InstrumentService) => (await service.findMany(Snapshot.empty, ['IBM']))[0];

describe('registering an instrument', () => {
  it('fills in what was not known, and is then found by its name', async () => {
    const service = await open();
    await service.registerSymbol('IBM', 'ETF');
    await service.register({ ...unknownInstrument('IBM'), name: 'International Business Machines', sector: 'IT' });
    expect(await find(service)).toMatchObject({
      name: 'International Business Machines',
      sector: 'IT',
      assetClass: 'ETF',
    });
    const filter = { search: ['machines'], symbols: null, assetClasses: null, sectors: null };
    expect((await service.list(filter, { first: 1, after: null })).items).toHaveLength(1);
  });

  it('leaves alone what was known', async () => {
    const service = await open();
    const known = { ...unknownInstrument('IBM'), name: 'IBM', exchange: 'NYSE', sector: 'IT', industry: 'Services' };
    await service.register(known);
    await service.register({ ...known, name: 'Another', exchange: 'X', sector: 'Y', industry: 'Z', currency: 'EUR' });
    expect(await find(service)).toEqual(known);
  });
});
