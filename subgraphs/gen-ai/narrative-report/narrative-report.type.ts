import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { Failure, UserStub } from '#kit/graphql/shared-types.js';
import { Language, ReportDetail, ReportRecommendation, ReportSectionType, RunStatus } from '#schema/generated/enums.js';

/** trading's Backtest, to which this subgraph adds `narrativeReports`. */
@ObjectType('Backtest')
@Directive('@key(fields: "id")')
export class BacktestWithReports {
  @Field(() => ID)
  id!: string;
}

@ObjectType('ReportSection', { description: 'A part of a report.' })
export class ReportSectionObject {
  @Field(() => ReportSectionType, { description: 'What it is about.' })
  type!: ReportSectionType;

  @Field(() => String, { description: 'Its heading, in the language of the report.' })
  title!: string;

  @Field(() => String, {
    description:
      'Plain text: paragraphs with an empty line between them, items of a list on lines that begin with "- ".',
  })
  body!: string;
}

@ObjectType('FactMismatch', { description: 'A number in the prose that is not so.' })
export class FactMismatchType {
  @Field(() => String, { description: 'The sentence that it stands in.' })
  sentence!: string;

  @Field(() => String, { description: 'The number as it is written there.' })
  stated!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the sentence names, and its value in the backtest; null when it names nothing.',
  })
  actual!: string | null;
}

@ObjectType('FactCheck', { description: 'Every number in the prose, held against the backtest it tells of.' })
export class FactCheckType {
  @Field(() => Boolean, { description: 'Every number is so.' })
  passed!: boolean;

  @Field(() => Int, { description: 'How many numbers the prose states.' })
  numbersChecked!: number;

  @Field(() => [FactMismatchType], { description: 'The numbers that are not so, in reading order.' })
  mismatches!: readonly FactMismatchType[];
}

@ObjectType('NarrativeReport', { description: 'A backtest told in prose, with a recommendation.' })
export class NarrativeReportType {
  @Field(() => ID, { description: 'Begins with `rep_`.' })
  id!: string;

  @Field(() => ID, { description: 'The backtest that it tells of.' })
  backtestId!: string;

  @Field(() => BacktestWithReports, { nullable: true, description: 'Null once the backtest was deleted.' })
  backtest!: BacktestWithReports | null;

  @Field(() => RunStatus, { description: 'How far it has come. It waits, PENDING, for a backtest that still runs.' })
  status!: RunStatus;

  @Field(() => Language, { description: 'The language of the text.' })
  language!: Language;

  @Field(() => ReportDetail, { description: 'How much is told.' })
  detail!: ReportDetail;

  @Field(() => String, { nullable: true, description: 'Null until COMPLETED.' })
  title!: string | null;

  @Field(() => [ReportSectionObject], { description: 'In reading order; none until COMPLETED.' })
  sections!: readonly ReportSectionObject[];

  @Field(() => ReportRecommendation, {
    nullable: true,
    description: 'By fixed thresholds on the figures, not by the writer. Null until COMPLETED.',
  })
  recommendation!: ReportRecommendation | null;

  @Field(() => Float, { nullable: true, description: 'How sure the recommendation is, 0 to 1. Null until COMPLETED.' })
  confidence!: number | null;

  @Field(() => FactCheckType, {
    nullable: true,
    description: 'Whether the prose tells the truth. Null until COMPLETED.',
  })
  factCheck!: FactCheckType | null;

  @Field(() => ID, { description: 'Who wrote it: `offline`, or a language model.' })
  modelId!: string;

  @Field(() => Failure, { nullable: true, description: 'Why there is no text; null unless FAILED.' })
  failure!: Failure | null;

  @Field(() => UserStub, { description: 'Who asked for it.' })
  owner!: UserStub;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null until then.' })
  completedAt!: string | null;
}

export const NarrativeReportConnection = connectionType('NarrativeReport', NarrativeReportType);
