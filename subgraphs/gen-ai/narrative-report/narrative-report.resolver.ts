import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import { ReportFormat, RunStatus } from '#schema/generated/enums.js';
import type { GenAiContext } from '../context.js';
import { GenerateReportInput, toReportRequest } from './narrative-report.input.js';
import type { NarrativeReport } from './narrative-report.js';
import type { NarrativeReportService } from './narrative-report.service.js';
import { BacktestWithReports, NarrativeReportConnection, NarrativeReportType } from './narrative-report.type.js';

export function toReportType({ requester, ...report }: NarrativeReport): NarrativeReportType {
  return { ...report, owner: { id: requester.id }, backtest: { id: report.backtestId } };
}

@Resolver(() => NarrativeReportType)
export class NarrativeReportResolver {
  constructor(private readonly service: NarrativeReportService) {}

  @Query(() => NarrativeReportType, {
    nullable: true,
    description: 'One report; null when there is none that you may see.',
  })
  async narrativeReport(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { viewer }: GenAiContext,
  ): Promise<NarrativeReportType | null> {
    const report = await this.service.find(id, viewer);
    return report && toReportType(report);
  }

  @Query(() => NarrativeReportConnection, { description: 'Your reports, newest first.' })
  async narrativeReports(
    @Arg('status', () => RunStatus, { nullable: true, description: 'Only those that stand so.' })
    status: RunStatus | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { viewer }: GenAiContext,
  ): Promise<Connection<NarrativeReportType>> {
    const page = { first: pageSize(first, 20), after: after ?? null };
    return toConnection(await this.service.list(status ?? null, page, viewer), toReportType);
  }

  @Mutation(() => NarrativeReportType, {
    description: 'Has a report written. It answers at once: follow it with `narrativeReportUpdated`, or ask again.',
  })
  async generateNarrativeReport(
    @Arg('input', () => GenerateReportInput, { description: 'What to report on, and how.' }) input: GenerateReportInput,
    @Ctx() context: GenAiContext,
  ): Promise<NarrativeReportType> {
    return toReportType(await this.service.generate(toReportRequest(input), context));
  }

  @Subscription(() => NarrativeReportType, {
    description: 'A report as it is now, and at every change until it ends.',
    subscribe: ({ args, context }) => (context as GenAiContext).loaders.reportUpdates((args as { id: string }).id),
  })
  narrativeReportUpdated(
    @Root() report: NarrativeReport,
    @Arg('id', () => ID, { description: 'The id of the report.' }) _id: string,
  ): NarrativeReportType {
    return toReportType(report);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The whole report, in the given form; PDF is base64, and not given yet. Null until COMPLETED.',
  })
  content(
    @Root() report: NarrativeReportType,
    @Arg('format', () => ReportFormat, {
      nullable: true,
      defaultValue: ReportFormat.MARKDOWN,
      description: 'MARKDOWN when absent.',
    })
    format: ReportFormat | null,
  ): string | null {
    return this.service.contentOf(report, format ?? ReportFormat.MARKDOWN);
  }
}

@Resolver(() => BacktestWithReports)
export class BacktestReportsResolver {
  @FieldResolver(() => [NarrativeReportType], {
    description: 'Your reports on this backtest, newest first; every one that you may see as an ADMIN.',
  })
  async narrativeReports(
    @Root() backtest: BacktestWithReports,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Ctx() { loaders }: GenAiContext,
  ): Promise<NarrativeReportType[]> {
    const most = pageSize(first, 20);
    return (await loaders.reportsByBacktest.load(backtest.id)).slice(0, most).map(toReportType);
  }
}
