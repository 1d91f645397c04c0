import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Connection, toConnection } from '#kit/graphql/pagination.js';
import { UserStub } from '#kit/graphql/shared-types.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { MarketDataContext } from '../context.js';
import { unknownInstrument } from '../instrument/instrument.js';
import { InstrumentType } from '../instrument/instrument.type.js';
import { DataQualityEventPageArgs, toEventPageRequest } from './quality.input.js';
import type { QualityEvent } from './quality.js';
import {
  DataQualityEventConnection,
  DataQualityEventType,
  DataQualityReportType,
  DataQualitySummaryType,
} from './quality.type.js';

/** What data quality says of an instrument. */
@Resolver(() => InstrumentType)
export class InstrumentQualityResolver {
  @FieldResolver(() => DataQualityReportType, { nullable: true, description: 'Null when there are no bars.' })
  async quality(
    @Root() { symbol, assetClass }: InstrumentType,
    @Arg('interval', () => DataInterval, {
      nullable: true,
      defaultValue: DataInterval.DAILY,
      description: 'Of which bars.',
    })
    interval: DataInterval | null,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<DataQualityReportType | null> {
    return loaders.qualityReport.load({ symbol, interval: interval ?? DataInterval.DAILY, assetClass });
  }

  @FieldResolver(() => DataQualityEventConnection, {
    description: 'The events of its series and statements, the newest detected first.',
  })
  async qualityEvents(
    @Root() { symbol }: InstrumentType,
    @Args(() => DataQualityEventPageArgs) args: DataQualityEventPageArgs,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<Connection<DataQualityEventType>> {
    const page = await loaders.qualityEventPage.load({ symbol, ...toEventPageRequest(args) });
    return toConnection(page, toQualityEventType);
  }
}

@Resolver(() => DataQualityEventType)
export class QualityEventFieldsResolver {
  @FieldResolver(() => InstrumentType, { description: 'The instrument that it is about.' })
  instrument(@Root() { symbol }: DataQualityEventType, @Ctx() context: MarketDataContext): Promise<InstrumentType> {
    return instrumentOf(symbol, context);
  }

  @FieldResolver(() => UserStub, { nullable: true, description: 'Who took it up; null until then.' })
  acknowledgedBy(@Root() { acknowledgedById }: DataQualityEventType): UserStub | null {
    return acknowledgedById === null ? null : { id: acknowledgedById };
  }

  @FieldResolver(() => UserStub, {
    nullable: true,
    description: 'Who settled it; null until then, and where new bars did.',
  })
  resolvedBy(@Root() { resolvedById }: DataQualityEventType): UserStub | null {
    return resolvedById === null ? null : { id: resolvedById };
  }
}

@Resolver(() => DataQualitySummaryType)
export class QualitySummaryFieldsResolver {
  @FieldResolver(() => [InstrumentType], {
    description:
      'At most 10, the worst first: by the newest 10,000 open events, of which one counts 1 (INFO), 2, 4 or 8 (CRITICAL).',
  })
  worstInstruments(
    @Root() { worstSymbols }: DataQualitySummaryType,
    @Ctx() context: MarketDataContext,
  ): Promise<InstrumentType[]> {
    return Promise.all(worstSymbols.map((symbol) => instrumentOf(symbol, context)));
  }
}

export function toQualityEventType({ acknowledgedBy, resolvedBy, ...event }: QualityEvent): DataQualityEventType {
  return { ...event, acknowledgedById: acknowledgedBy, resolvedById: resolvedBy };
}

/** Events are never without their instrument, even where neither bars nor facts are left of it. */
async function instrumentOf(symbol: string, { loaders }: MarketDataContext): Promise<InstrumentType> {
  return (await loaders.instrument.load(symbol)) ?? unknownInstrument(symbol);
}
