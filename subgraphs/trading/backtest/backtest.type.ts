import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateScalar, DateTimeScalar, JSONObjectScalar } from '#kit/graphql/scalars.js';
import { Failure, InstrumentStub } from '#kit/graphql/shared-types.js';
import { BacktestStatus, DataInterval } from '#schema/generated/enums.js';
import { RiskSettingsType } from '../strategy/risk.type.js';
import type { StrategyConfig } from '../strategy/strategy.js';
import { StrategyConfigUnion } from '../strategy/strategy-config.type.js';
import { UserType } from '../user/user.type.js';
import { BenchmarkComparisonType } from './benchmark.type.js';
import { PerformanceMetricsType } from './performance.type.js';

@ObjectType('Backtest', { description: 'One run of a strategy over the bars of a snapshot.' })
@Directive('@key(fields: "id")')
export class BacktestType {
  @Field(() => ID, { description: 'Begins with `bt_`.' })
  id!: string;

  @Field(() => String, { description: 'What the run is called.' })
  name!: string;

  /** For the resolver of `strategy`. */
  strategyId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The revision of the strategy that ran; null for a run without one.',
  })
  strategyRevision!: number | null;

  @Field(() => StrategyConfigUnion, { description: 'What ran, as it was at that revision.' })
  config!: StrategyConfig;

  @Field(() => RiskSettingsType, { description: 'What bounded the losses.' })
  risk!: RiskSettingsType;

  @Field(() => BacktestStatus, { description: 'How far it has come; the last three never change.' })
  status!: BacktestStatus;

  @Field(() => Float, { description: '0 to 1.' })
  progress!: number;

  @Field(() => [String], { description: 'What was traded.' })
  symbols!: readonly string[];

  @Field(() => [InstrumentStub], { description: 'What was traded, with all that market data knows of it.' })
  instruments!: readonly InstrumentStub[];

  @Field(() => DataInterval, { description: 'The interval of the bars.' })
  interval!: DataInterval;

  @Field(() => DateScalar, { description: 'The first day of the run.' })
  startDate!: string;

  @Field(() => DateScalar, { description: 'The last day of the run.' })
  endDate!: string;

  @Field(() => Float, { description: 'Money at the start.' })
  initialCash!: number;

  @Field(() => JSONObjectScalar, { description: 'Every setting that the run used, defaults included.' })
  settings!: object;

  @Field(() => Failure, { nullable: true, description: 'Why it ended without a result; null unless FAILED.' })
  failure!: Failure | null;

  @Field(() => PerformanceMetricsType, { nullable: true, description: 'How it did; null until COMPLETED.' })
  performance!: PerformanceMetricsType | null;

  @Field(() => BenchmarkComparisonType, {
    nullable: true,
    description: 'Beside its benchmark; null without one, and until COMPLETED.',
  })
  benchmark!: BenchmarkComparisonType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Immutable id of the bars that the run read: the same id gives the same result, to the last bit.',
  })
  dataSnapshotId!: string | null;

  @Field(() => String, { nullable: true, description: 'The version of the engine that ran; null until COMPLETED.' })
  engineVersion!: string | null;

  @Field(() => Int, { nullable: true, description: 'How long the run took, in milliseconds.' })
  durationMs!: number | null;

  @Field(() => UserType, { description: 'Who started it.' })
  owner!: Pick<UserType, 'id'>;

  @Field(() => [String], { description: 'Words to find it by.' })
  tags!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null until then.' })
  completedAt!: string | null;
}

export const BacktestConnection = connectionType('Backtest', BacktestType);
