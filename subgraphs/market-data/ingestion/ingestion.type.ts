import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { Failure } from '#kit/graphql/shared-types.js';
import { IngestionKind, RunStatus } from '#schema/generated/enums.js';

@ObjectType('Ingestion', { description: 'One arrival of data: where it came from and what became of it.' })
export class IngestionType {
  @Field(() => ID, { description: 'Begins with `ing_`.' })
  id!: string;

  @Field(() => IngestionKind, { description: 'What kind of data.' })
  kind!: IngestionKind;

  @Field(() => RunStatus, { description: 'How far it has come; the last three never change.' })
  status!: RunStatus;

  @Field(() => Float, { description: '0 to 1.' })
  progress!: number;

  @Field(() => String, { description: 'Who gave the data: `ingest`, `import`, `samples`, or the name of a provider.' })
  provider!: string;

  @Field(() => [String], { description: 'Of which instruments.' })
  symbols!: readonly string[];

  @Field(() => Int, { description: 'Bars that were added, or replaced others at their times.' })
  rowsWritten!: number;

  @Field(() => Int, { description: 'Rows that could not be read. One such row, and nothing of its file is written.' })
  rowsRejected!: number;

  @Field(() => ID, { nullable: true, description: 'The immutable dataset snapshot that this ingestion produced.' })
  snapshotId!: string | null;

  @Field(() => Failure, { nullable: true, description: 'Why it wrote nothing; null unless FAILED.' })
  failure!: Failure | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null until then.' })
  completedAt!: string | null;
}

export const IngestionConnection = connectionType('Ingestion', IngestionType);
