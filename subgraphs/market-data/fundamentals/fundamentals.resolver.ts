import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { pageSize } from '#kit/graphql/pagination.js';
import type { MarketDataContext } from '../context.js';
import { InstrumentType } from '../instrument/instrument.type.js';
import { StatementArgs, toStatementsRequest } from './fundamentals.input.js';
import type { Earnings, FinancialStatement } from './fundamentals.js';
import { AnalystRatingType, EarningsType, FinancialStatementType, FundamentalsType } from './fundamentals.type.js';
import { earningsSurprise, type StatementKind } from './statement.js';

/** What is known of the company behind an instrument. */
@Resolver(() => InstrumentType)
export class InstrumentFundamentalsResolver {
  @FieldResolver(() => FundamentalsType, {
    nullable: true,
    description: 'Its company, statements and earnings; null when nothing is known of a company.',
  })
  async fundamentals(
    @Root() { symbol }: InstrumentType,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<FundamentalsType | null> {
    return loaders.company.load(symbol);
  }

  @FieldResolver(() => [AnalystRatingType], { description: 'What analysts say of it, newest first.' })
  async analystRatings(
    @Root() { symbol }: InstrumentType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many; 1 to 100.' })
    first: number | null,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<AnalystRatingType[]> {
    const most = pageSize(first, 20);
    return (await loaders.analystRatings.load(symbol)).slice(0, most);
  }
}

@Resolver(() => FundamentalsType)
export class FundamentalsResolver {
  @FieldResolver(() => [FinancialStatementType], { description: 'What it earned and spent, newest first.' })
  async incomeStatements(
    @Root() company: FundamentalsType,
    @Args(() => StatementArgs) args: StatementArgs,
    @Ctx() context: MarketDataContext,
  ): Promise<FinancialStatementType[]> {
    return statements(company, 'INCOME', args, context);
  }

  @FieldResolver(() => [FinancialStatementType], { description: 'What it owned and owed, newest first.' })
  async balanceSheets(
    @Root() company: FundamentalsType,
    @Args(() => StatementArgs) args: StatementArgs,
    @Ctx() context: MarketDataContext,
  ): Promise<FinancialStatementType[]> {
    return statements(company, 'BALANCE', args, context);
  }

  @FieldResolver(() => [FinancialStatementType], { description: 'Where its money came from and went, newest first.' })
  async cashFlows(
    @Root() company: FundamentalsType,
    @Args(() => StatementArgs) args: StatementArgs,
    @Ctx() context: MarketDataContext,
  ): Promise<FinancialStatementType[]> {
    return statements(company, 'CASH_FLOW', args, context);
  }

  @FieldResolver(() => [EarningsType], { description: 'Earnings per share by fiscal quarter, newest first.' })
  async earnings(
    @Root() { symbol }: FundamentalsType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 8, description: 'How many quarters; 1 to 100.' })
    first: number | null,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<EarningsType[]> {
    const most = pageSize(first, 8);
    return (await loaders.earnings.load(symbol)).slice(0, most).map(toEarningsType);
  }
}

async function statements(
  { symbol }: FundamentalsType,
  kind: StatementKind,
  args: StatementArgs,
  { loaders }: MarketDataContext,
): Promise<FinancialStatementType[]> {
  const { wanted, first } = toStatementsRequest(symbol, kind, args);
  return (await loaders.statements.load(wanted)).slice(0, first).map(toStatementType);
}

function toStatementType({ items, ...statement }: FinancialStatement): FinancialStatementType {
  return { ...statement, items: Object.entries(items).map(([name, value]) => ({ name, value })) };
}

function toEarningsType(earnings: Earnings): EarningsType {
  return { ...earnings, ...earningsSurprise(earnings) };
}
