import { Field, Float, ID, InputType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from '#kit/graphql/scalars.js';
import {
  BacktestStatus,
  DataInterval,
  FillTiming,
  PerformanceMetricName,
  RebalanceFrequency,
  SizingMethod,
  SortDirection,
} from '#schema/generated/enums.js';
import { RiskInput } from '../strategy/risk.input.js';
import { StrategyConfigInput } from '../strategy/strategy-config.input.js';

@InputType({ description: 'What trading costs; fractions, not percent.' })
export class CostsInput {
  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.001,
    description: 'Fraction of the traded amount, charged at entry and at exit.',
  })
  commissionRate?: number | null;

  @Field(() => Float, { nullable: true, defaultValue: 0, description: 'Money per order.' })
  commissionFixed?: number | null;

  @Field(() => Float, { nullable: true, defaultValue: 0, description: 'Fraction of the price, paid once, at entry.' })
  spread?: number | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.0005,
    description: 'Fraction of the price, against the trader, on every market fill.',
  })
  slippageRate?: number | null;

  @Field(() => Float, { nullable: true, defaultValue: 0, description: 'Annual rate on borrowed money and on shorts.' })
  borrowRate?: number | null;
}

@InputType({ description: 'How large a position is.' })
export class SizingInput {
  @Field(() => SizingMethod, {
    nullable: true,
    defaultValue: SizingMethod.EQUITY_FRACTION,
    description: 'What `value` means.',
  })
  method?: SizingMethod | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 1,
    description: 'Fraction, units, money or annualised volatility, by method.',
  })
  value?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whole units only when false.' })
  allowFractional?: boolean | null;
}

@InputType({ description: 'A run to start.' })
export class RunBacktestInput {
  @Field(() => ID, { nullable: true, description: 'A strategy of yours. Exactly one of strategyId and config.' })
  strategyId?: string | null;

  @Field(() => StrategyConfigInput, {
    nullable: true,
    description: 'Runs a config that no strategy holds, as the preview of a draft does.',
  })
  config?: StrategyConfigInput | null;

  @Field(() => RiskInput, {
    nullable: true,
    description: 'What bounds the losses of a config; a strategy brings its own.',
  })
  risk?: RiskInput | null;

  @Field(() => String, {
    nullable: true,
    description: "What to call the run; the strategy's name and the symbols when absent.",
  })
  name?: string | null;

  @Field(() => [String], { description: 'What to trade: 1 to 50 symbols that have bars.' })
  symbols!: string[];

  @Field(() => DataInterval, {
    nullable: true,
    defaultValue: DataInterval.DAILY,
    description: 'The interval of the bars.',
  })
  interval?: DataInterval | null;

  @Field(() => DateScalar, { description: 'The first day.' })
  startDate!: string;

  @Field(() => DateScalar, { description: 'The last day.' })
  endDate!: string;

  @Field(() => Float, { nullable: true, defaultValue: 100000, description: 'Money at the start: above 0.' })
  initialCash?: number | null;

  @Field(() => CostsInput, {
    nullable: true,
    description: 'What trading costs; the defaults of its members when absent.',
  })
  costs?: CostsInput | null;

  @Field(() => SizingInput, { nullable: true, description: 'How large a position is; all of the equity when absent.' })
  sizing?: SizingInput | null;

  @Field(() => FillTiming, {
    nullable: true,
    defaultValue: FillTiming.NEXT_OPEN,
    description: 'When a market order is filled.',
  })
  fillTiming?: FillTiming | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 1,
    description: 'Margin needed is the amount over this: 1 to 100.',
  })
  leverage?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'A SELL may also open a short position.' })
  allowShort?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Each new order first closes what is open in that symbol.',
  })
  exclusiveOrders?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Close what is still open at the end, so that it counts among the trades.',
  })
  closeAtEnd?: boolean | null;

  @Field(() => RebalanceFrequency, {
    nullable: true,
    description: 'How often the allocations are restored; never when absent.',
  })
  rebalance?: RebalanceFrequency | null;

  @Field(() => String, { nullable: true, description: 'A symbol to compare with.' })
  benchmarkSymbol?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Run on prices that are adjusted for splits and dividends.',
  })
  adjusted?: boolean | null;

  @Field(() => Float, { nullable: true, defaultValue: 0, description: 'A year, as a fraction.' })
  riskFreeRate?: number | null;

  @Field(() => [String], { nullable: true, description: 'Words to find it by: at most 20.' })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Two calls with one key start one backtest.' })
  idempotencyKey?: string | null;
}

@InputType('BacktestFilter', { description: 'Which backtests; a member that is absent does not narrow.' })
export class BacktestFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Only runs of these strategies: at most 100.' })
  strategyIds?: string[] | null;

  @Field(() => [BacktestStatus], { nullable: true, description: 'Only those that stand so.' })
  statuses?: BacktestStatus[] | null;

  @Field(() => [String], { nullable: true, description: 'Only those that traded any of these symbols.' })
  symbols?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only those that have all of these tags.' })
  tags?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only those asked for after this instant.' })
  createdAfter?: string | null;
}

@InputType({ description: 'The order of a list of backtests.' })
export class BacktestSort {
  @Field(() => PerformanceMetricName, {
    nullable: true,
    description: 'What decides; the time of the request when absent.',
  })
  by?: PerformanceMetricName | null;

  @Field(() => SortDirection, { nullable: true, defaultValue: SortDirection.DESC, description: 'Which way.' })
  direction?: SortDirection | null;
}
