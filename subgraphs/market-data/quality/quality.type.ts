import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar, JSONObjectScalar } from '#kit/graphql/scalars.js';
import { AnomalyType, DataInterval, DataQualitySeverity, DataQualityStatus } from '#schema/generated/enums.js';

@ObjectType('DataQualityReport', {
  description: 'Live scores, 0 to 100, computed from the stored bars, with the open events behind them.',
})
export class DataQualityReportType {
  @Field(() => Float, {
    description: '0.35 × completeness + 0.3 × accuracy + 0.25 × consistency + 0.1 × timeliness.',
  })
  overall!: number;

  @Field(() => Float, {
    description: 'Sessions (weeks, months) with a bar ÷ those expected between the first bar and the last.',
  })
  completeness!: number;

  @Field(() => Float, {
    description: 'Bars whose price neither jumps nor stands still ÷ bars; rejected rows count as bad ones.',
  })
  accuracy!: number;

  @Field(() => Float, {
    description: 'Bars that do not contradict themselves, came once and begin no unadjusted split ÷ bars.',
  })
  consistency!: number;

  @Field(() => Float, {
    description: '1 − sessions late ÷ 10, at least 0; 100 for a series that nobody keeps up to date.',
  })
  timeliness!: number;

  @Field(() => Int, { description: 'How many bars were looked at: all that are stored.' })
  barsChecked!: number;

  @Field(() => Int, { description: 'Events of the series with the status OPEN.' })
  openEvents!: number;

  @Field(() => [String], {
    description: 'One sentence for each type of anomaly that was found; none when all is well.',
  })
  issues!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When this was computed.' })
  computedAt!: string;
}

@ObjectType('DataQualityEvent', {
  description:
    'One anomaly of one bar, session or statement, raised once. While nobody has taken it up it resolves itself when its bar arrives or is corrected, and opens again when the anomaly comes back.',
})
@Directive('@key(fields: "id")')
export class DataQualityEventType {
  @Field(() => ID, { description: 'Begins with `dqe_`.' })
  id!: string;

  /** For the resolver of `instrument`. */
  symbol!: string;

  @Field(() => DataInterval, {
    description: 'Of which series. MONTHLY for financial statements, which have none of their own.',
  })
  interval!: DataInterval;

  @Field(() => DateTimeScalar, {
    description: 'The time of the bar, the begin of the missing session, or the end of the fiscal period.',
  })
  occurredAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it was found.' })
  detectedAt!: string;

  @Field(() => DataQualitySeverity, { description: 'How grave it is.' })
  severity!: DataQualitySeverity;

  @Field(() => AnomalyType, { description: 'What is wrong.' })
  anomalyType!: AnomalyType;

  @Field(() => Float, {
    description:
      'Size of the anomaly on a fixed scale, 0 to 1, that new data does not change: 1 − exp(−excess over the threshold ÷ scale of its type).',
  })
  score!: number;

  @Field(() => String, { description: 'What was found, in one sentence.' })
  message!: string;

  @Field(() => JSONObjectScalar, {
    description: 'The numbers behind it, with the bar as it was when it was found and the ingestion that brought it.',
  })
  details!: Readonly<Record<string, unknown>>;

  @Field(() => DataQualityStatus, { description: 'Where it stands.' })
  status!: DataQualityStatus;

  /** Ids of users; their fields have resolvers. */
  acknowledgedById!: string | null;
  resolvedById!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody took it up; null until then.' })
  acknowledgedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was settled; null until then.' })
  resolvedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'How it was settled; null until then.' })
  resolution!: string | null;

  @Field(() => Boolean, {
    description:
      'True while backtests and datasets leave the bar out: snapshots from then on do not have it, older ones still do. A corrected bar at the same time ends it.',
  })
  quarantined!: boolean;
}

export const DataQualityEventConnection = connectionType('DataQualityEvent', DataQualityEventType);

@ObjectType('SeverityCount', { description: 'How many events of one severity.' })
export class SeverityCountType {
  @Field(() => DataQualitySeverity, { description: 'The severity.' })
  severity!: DataQualitySeverity;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@ObjectType('DataQualitySummary', { description: 'The events that were detected since a time, at a glance.' })
export class DataQualitySummaryType {
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since!: string;

  @Field(() => [SeverityCountType], { description: 'Open events of every severity, zeros included, the least first.' })
  openBySeverity!: readonly SeverityCountType[];

  /** Symbols; the field has a resolver. */
  worstSymbols!: readonly string[];

  @Field(() => [DataQualityEventType], { description: 'The newest events of any status, at most 20.' })
  recentEvents!: readonly DataQualityEventType[];
}
