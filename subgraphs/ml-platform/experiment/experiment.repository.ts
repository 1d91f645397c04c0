import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  MAX_FIND,
  type Page,
  type PageRequest,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import { ExperimentStatus } from '#schema/generated/enums.js';
import type { Experiment } from './experiment.js';

interface StoredExperiment extends StoredDocument, Omit<Experiment, 'id'> {}

const storedExperiment = z.object({
  _id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  status: z.enum(ExperimentStatus),
  tags: z.array(z.string()),
  strategyIds: z.array(z.string()),
  ownerId: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const NEWEST_FIRST = [['createdAt', -1]] as const;

export class ExperimentRepository {
  private constructor(private readonly documents: DocumentCollection<StoredExperiment>) {}

  static async open(store: DocumentStore): Promise<ExperimentRepository> {
    const indexes = [{ fields: ['ownerId', 'createdAt'] }, { fields: ['strategyIds'] }];
    return new ExperimentRepository(await store.collection<StoredExperiment>('experiments', indexes));
  }

  async insert(experiment: Experiment): Promise<void> {
    const { id, ...fields } = experiment;
    await this.documents.insert({ _id: id, ...fields });
  }

  async findById(id: string): Promise<Experiment | null> {
    return optional(await this.documents.findById(id));
  }

  async findByIds(ids: readonly string[]): Promise<Experiment[]> {
    return (await this.documents.find({ _id: { $in: ids } })).map(toExperiment);
  }

  /** Newest first, those that link any of these strategies. */
  async findByStrategyIds(strategyIds: readonly string[]): Promise<Experiment[]> {
    const filter = { strategyIds: { $in: strategyIds } };
    return (await this.documents.find(filter, { sort: NEWEST_FIRST, limit: MAX_FIND })).map(toExperiment);
  }

  async findPage(
    filter: { readonly ownerId: string; readonly status: ExperimentStatus | null },
    page: Omit<PageRequest, 'sort'>,
  ): Promise<Page<Experiment>> {
    const found = await this.documents.findPage(asFilter(filter), { ...page, sort: NEWEST_FIRST });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toExperiment(item), cursor })) };
  }

  count(filter: { readonly ownerId: string; readonly status: ExperimentStatus | null }): Promise<number> {
    return this.documents.count(asFilter(filter));
  }

  /** Null when it is not there, or archived. */
  async link(id: string, strategyId: string, at: string): Promise<Experiment | null> {
    return this.changeActive(id, { $addToSet: { strategyIds: strategyId }, $set: { updatedAt: at } });
  }

  async unlink(id: string, strategyId: string, at: string): Promise<Experiment | null> {
    return this.changeActive(id, { $pull: { strategyIds: strategyId }, $set: { updatedAt: at } });
  }

  async archive(id: string, at: string): Promise<Experiment | null> {
    return this.changeActive(id, { $set: { status: ExperimentStatus.ARCHIVED, updatedAt: at } });
  }

  private async changeActive(id: string, update: Parameters<DocumentCollection<StoredExperiment>['updateOne']>[1]) {
    return optional(await this.documents.updateOne({ _id: id, status: ExperimentStatus.ACTIVE }, update));
  }
}

function asFilter({ ownerId, status }: { readonly ownerId: string; readonly status: ExperimentStatus | null }) {
  return status === null ? { ownerId } : { ownerId, status };
}

function optional(document: StoredExperiment | null): Experiment | null {
  return document === null ? null : toExperiment(document);
}

function toExperiment(document: StoredExperiment): Experiment {
  const { _id: id, ...fields } = storedExperiment.parse(document);
  return { id, ...fields };
}
