import { Arg, Args, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { symbolName, text } from '#kit/graphql/input.js';
import { type Connection, toConnection } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { DataInterval, DataQualitySeverity } from '#schema/generated/enums.js';
import type { MarketDataContext } from '../context.js';
import type { InspectionService } from './inspection.service.js';
import {
  DataQualityEventPageArgs,
  ResolveDataQualityEventInput,
  toEventPageRequest,
  toResolveRequest,
} from './quality.input.js';
import type { QualityEvent } from './quality.js';
import type { QualityService } from './quality.service.js';
import {
  DataQualityEventConnection,
  DataQualityEventType,
  DataQualityReportType,
  DataQualitySummaryType,
} from './quality.type.js';
import { toQualityEventType } from './quality-fields.resolver.js';

@Resolver(() => DataQualityEventType)
export class QualityResolver {
  constructor(
    private readonly service: QualityService,
    private readonly inspections: InspectionService,
  ) {}

  @Query(() => DataQualityEventConnection, { description: 'Data quality events, the newest detected first.' })
  async dataQualityEvents(
    @Args(() => DataQualityEventPageArgs) args: DataQualityEventPageArgs,
  ): Promise<Connection<DataQualityEventType>> {
    return toConnection(await this.service.page(toEventPageRequest(args)), toQualityEventType);
  }

  @Query(() => DataQualityEventType, { nullable: true, description: 'One event; null when there is none.' })
  async dataQualityEvent(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<DataQualityEventType | null> {
    const event = await loaders.qualityEvent.load(id);
    return event && toQualityEventType(event);
  }

  @Query(() => DataQualitySummaryType, { description: 'The events that were detected since a time, at a glance.' })
  async dataQualitySummary(
    @Arg('since', () => DateTimeScalar, { nullable: true, description: '30 days ago when absent.' })
    since: string | null,
  ): Promise<DataQualitySummaryType> {
    const { worstInstruments: worstSymbols, recentEvents, ...summary } = await this.service.summary(since ?? null);
    return { ...summary, worstSymbols, recentEvents: recentEvents.map(toQualityEventType) };
  }

  @Mutation(() => DataQualityEventType, { description: 'Tells all others that you look into an OPEN event.' })
  async acknowledgeDataQualityEvent(
    @Arg('eventId', () => ID, { description: 'Which event.' }) eventId: string,
    @Ctx() context: MarketDataContext,
  ): Promise<DataQualityEventType> {
    return toQualityEventType(await this.service.acknowledge(text('eventId', eventId, 100), context));
  }

  @Mutation(() => DataQualityEventType, {
    description: 'Settles an event that is OPEN or ACKNOWLEDGED, and puts its bar under quarantine if that is asked.',
  })
  async resolveDataQualityEvent(
    @Arg('input', () => ResolveDataQualityEventInput, { description: 'Which event, and how it is settled.' })
    input: ResolveDataQualityEventInput,
    @Ctx() context: MarketDataContext,
  ): Promise<DataQualityEventType> {
    return toQualityEventType(await this.service.resolve(toResolveRequest(input), context));
  }

  @Mutation(() => DataQualityReportType, {
    description:
      'Looks at all stored bars of one instrument again, raises what was not raised before, and gives the report.',
  })
  async checkDataQuality(
    @Arg('symbol', () => String, { description: 'Of which instrument.' }) symbol: string,
    @Arg('interval', () => DataInterval, {
      nullable: true,
      defaultValue: DataInterval.DAILY,
      description: 'Of which bars; they must be stored.',
    })
    interval: DataInterval | null,
    @Ctx() context: MarketDataContext,
  ): Promise<DataQualityReportType> {
    return this.inspections.check(symbolName('symbol', symbol), interval ?? DataInterval.DAILY, context);
  }

  @Subscription(() => DataQualityEventType, {
    description: 'New events, as they are raised.',
    subscribe: ({ args, context }) => {
      const { minSeverity } = args as { minSeverity?: DataQualitySeverity | null };
      return (context as MarketDataContext).loaders.qualityEventsRaised(minSeverity ?? DataQualitySeverity.WARNING);
    },
  })
  dataQualityEventRaised(
    @Root() event: QualityEvent,
    @Arg('minSeverity', () => DataQualitySeverity, {
      nullable: true,
      defaultValue: DataQualitySeverity.WARNING,
      description: 'Only those of this severity or a graver one.',
    })
    _minSeverity: DataQualitySeverity | null,
  ): DataQualityEventType {
    return toQualityEventType(event);
  }
}
