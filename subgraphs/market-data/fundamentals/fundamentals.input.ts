import { ArgsType, Field, Int } from 'type-graphql';
import { pageSize } from '#kit/graphql/pagination.js';
import { StatementPeriod } from '#schema/generated/enums.js';
import type { StatementKind, StatementsWanted } from './statement.js';

@ArgsType()
export class StatementArgs {
  @Field(() => StatementPeriod, {
    nullable: true,
    defaultValue: StatementPeriod.ANNUAL,
    description: 'Of fiscal years or of fiscal quarters.',
  })
  period?: StatementPeriod | null;

  @Field(() => Int, { nullable: true, defaultValue: 4, description: 'How many, the newest; 1 to 100.' })
  first?: number | null;
}

export interface StatementsRequest {
  readonly wanted: StatementsWanted;
  readonly first: number;
}

/** @throws BadUserInput for less than 1 or more than 100 statements */
export function toStatementsRequest(symbol: string, kind: StatementKind, args: StatementArgs): StatementsRequest {
  return { wanted: { symbol, kind, period: args.period ?? StatementPeriod.ANNUAL }, first: pageSize(args.first, 4) };
}
