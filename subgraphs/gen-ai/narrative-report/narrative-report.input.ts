import { Field, ID, InputType } from 'type-graphql';
import { idempotencyKey, text, textOrNull } from '#kit/graphql/input.js';
import { Language, ReportDetail } from '#schema/generated/enums.js';
import { unknownModel } from './narrative-report.errors.js';
import { OFFLINE_WRITER, type ReportRequest } from './narrative-report.js';

@InputType({ description: 'A report to be written on one backtest.' })
export class GenerateReportInput {
  @Field(() => ID, { description: 'A backtest of yours. One that still runs is reported on when it has ended.' })
  backtestId!: string;

  @Field(() => Language, { nullable: true, defaultValue: Language.EN, description: 'The language of the text.' })
  language?: Language | null;

  @Field(() => ReportDetail, {
    nullable: true,
    defaultValue: ReportDetail.STANDARD,
    description: 'How much is told: BRIEF has the summary and the recommendations only.',
  })
  detail?: ReportDetail | null;

  @Field(() => ID, { nullable: true, description: 'Who writes: `offline`, which is also taken when absent.' })
  modelId?: string | null;

  @Field(() => String, { nullable: true, description: 'Two calls with one key write one report.' })
  idempotencyKey?: string | null;
}

export function toReportRequest(input: GenerateReportInput): ReportRequest {
  const modelId = textOrNull('modelId', input.modelId, 100) ?? OFFLINE_WRITER;
  if (modelId !== OFFLINE_WRITER) throw unknownModel(modelId);
  return {
    backtestId: text('backtestId', input.backtestId, 100),
    language: input.language ?? Language.EN,
    detail: input.detail ?? ReportDetail.STANDARD,
    modelId,
    idempotencyKey: idempotencyKey(input.idempotencyKey),
  };
}
