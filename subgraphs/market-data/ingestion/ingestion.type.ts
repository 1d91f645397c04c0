import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { Failure } from '#kit/graphql/shared-types.js';
import { IngestionKind, RunStatus } from '#schema/generated/enums.js';

@ObjectType('SymbolOutcome', { description: 'What became of one kind of data of one symbol of a collection.' })
export class SymbolOutcomeType {
  @Field(() => String, { description: 'The symbol, or the code of an economic series.' })
  symbol!: string;

  @Field(() => IngestionKind, { description: 'What kind of data.' })
  kind!: IngestionKind;

  @Field(() => RunStatus, { description: 'COMPLETED, or FAILED.' })
  status!: RunStatus;

  @Field(() => Int, { description: 'Bars, statements, observations or articles that were written.' })
  rowsWritten!: number;

  @Field(() => Int, { description: 'Rows that came and were not taken.' })
  rowsRejected!: number;

  @Field(() => Failure, {
    nullable: true,
    description: 'Why nothing came, or why rows were rejected that cannot be; null when all is well.',
  })
  failure!: Failure | null;
}

@ObjectType('Ingestion', { description: 'One arrival of data: where it came from and what became of it.' })
export class IngestionType {
  @Field(() => ID, { description: 'Begins with `ing_`.' })
  id!: string;

  @Field(() => IngestionKind, { description: 'What kind of data; the first one of several.' })
  kind!: IngestionKind;

  @Field(() => [IngestionKind], { description: 'All kinds of data that were asked for.' })
  kinds!: readonly IngestionKind[];

  @Field(() => RunStatus, { description: 'How far it has come; the last three never change.' })
  status!: RunStatus;

  @Field(() => Float, { description: '0 to 1.' })
  progress!: number;

  @Field(() => String, { description: 'Who gave the data: `ingest`, `import`, `samples`, or the name of a provider.' })
  provider!: string;

  @Field(() => [String], { description: 'Of which instruments, or which economic series.' })
  symbols!: readonly string[];

  @Field(() => Int, {
    description:
      'Bars that were added, or replaced others at their times; of other kinds the statements, observations or articles.',
  })
  rowsWritten!: number;

  @Field(() => Int, {
    description:
      'Rows that were not taken: bars with a price of 0 or less, which the others do without; or rows that could not be read, and then nothing of their file is written.',
  })
  rowsRejected!: number;

  @Field(() => Int, {
    description: 'Bars among those written that replaced others at their times; 0 for what a provider was asked for.',
  })
  rowsReplaced!: number;

  @Field(() => Int, {
    description: 'Rows that a later one with the same time replaced; 0 for what a provider was asked for.',
  })
  rowsDuplicated!: number;

  @Field(() => Int, {
    description: 'Rows that equal a bar under quarantine, and stay out with it; 0 for what a provider was asked for.',
  })
  rowsHeldOut!: number;

  @Field(() => Int, {
    description: 'Data quality events that it raised: new ones, and such as had resolved themselves.',
  })
  qualityEventsRaised!: number;

  @Field(() => [SymbolOutcomeType], {
    description:
      'Of a collection: what became of each symbol that was tried so far. Empty for what was sent or imported.',
  })
  outcomes!: readonly SymbolOutcomeType[];

  @Field(() => ID, {
    nullable: true,
    description: 'The immutable dataset snapshot that this ingestion produced; null when it took no bar.',
  })
  snapshotId!: string | null;

  @Field(() => Failure, {
    nullable: true,
    description:
      'Why it wrote nothing; null unless FAILED. A collection of which something came is COMPLETED: see `outcomes`.',
  })
  failure!: Failure | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null until then.' })
  completedAt!: string | null;
}

export const IngestionConnection = connectionType('Ingestion', IngestionType);
