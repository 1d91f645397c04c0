import { Arg, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import { RunStatus } from '#schema/generated/enums.js';
import type { MarketDataContext } from '../context.js';
import { ImportBarsInput, IngestBarsInput, toImportRequest, toIngestRequest } from './ingestion.input.js';
import type { Ingestion } from './ingestion.js';
import type { IngestionService } from './ingestion.service.js';
import { IngestionConnection, IngestionType } from './ingestion.type.js';

function toIngestionType(ingestion: Ingestion): IngestionType {
  return ingestion;
}

@Resolver(() => IngestionType)
export class IngestionResolver {
  constructor(private readonly service: IngestionService) {}

  @Query(() => IngestionType, {
    nullable: true,
    description: 'One ingestion; null when there is none that you may see.',
  })
  async ingestion(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { viewer }: MarketDataContext,
  ): Promise<IngestionType | null> {
    return this.service.find(id, viewer);
  }

  @Query(() => IngestionConnection, { description: 'Your ingestions, newest first.' })
  async ingestions(
    @Arg('status', () => RunStatus, { nullable: true, description: 'Only those of this status.' })
    status: RunStatus | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { viewer }: MarketDataContext,
  ): Promise<Connection<IngestionType>> {
    const page = { first: pageSize(first, 20), after: after ?? null };
    return toConnection(await this.service.list(status ?? null, page, viewer), toIngestionType);
  }

  @Mutation(() => IngestionType, {
    description:
      'Stops an ingestion of yours that waits or runs. What it has written stays; it is CANCELLED once what runs has stopped.',
  })
  async cancelIngestion(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { viewer }: MarketDataContext,
  ): Promise<IngestionType> {
    return this.service.cancel(id, viewer);
  }

  @Mutation(() => IngestionType, {
    description:
      'Writes bars. When it answers, they are stored. Those with a price of 0 or less are left out and raise data quality events; one that cannot be read, and none is taken.',
  })
  async ingestBars(
    @Arg('input', () => IngestBarsInput, { description: 'The bars, and of what.' }) input: IngestBarsInput,
    @Ctx() context: MarketDataContext,
  ): Promise<IngestionType> {
    return this.service.ingest(toIngestRequest(input), context);
  }

  @Mutation(() => IngestionType, {
    description:
      'Starts the import of a file: all of its rows are written, or none. It answers at once: follow it with `ingestionUpdated`, or ask for it again.',
  })
  async importBars(
    @Arg('input', () => ImportBarsInput, { description: 'Which file, and of what.' }) input: ImportBarsInput,
    @Ctx() context: MarketDataContext,
  ): Promise<IngestionType> {
    return this.service.import(toImportRequest(input), context);
  }

  @Subscription(() => IngestionType, {
    description: 'An ingestion as it is now, and at every change until it ends.',
    subscribe: ({ args, context }) =>
      (context as MarketDataContext).loaders.ingestionUpdates((args as { id: string }).id),
  })
  ingestionUpdated(
    @Root() ingestion: Ingestion,
    @Arg('id', () => ID, { description: 'The id of the ingestion.' }) _id: string,
  ): IngestionType {
    return toIngestionType(ingestion);
  }
}
