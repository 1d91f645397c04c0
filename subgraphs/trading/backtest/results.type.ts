import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { OrderSide, OrderType, TradeSide } from '#schema/generated/enums.js';

@ObjectType('EquityCurve', {
  description: 'Equity at every close as columns: `equity[i]` belongs to `timestamps[i]`.',
})
export class EquityCurveType {
  @Field(() => [DateTimeScalar], { description: 'The closes.' })
  timestamps!: readonly number[];

  @Field(() => [Float], { description: 'Cash and the value of every position.' })
  equity!: readonly number[];

  @Field(() => [Float], { description: 'Fall below the running peak, as a fraction of it: 0 or more.' })
  drawdown!: readonly number[];

  @Field(() => [Float], { description: 'Cash alone; negative when borrowed.' })
  cash!: readonly number[];

  @Field(() => [Float], {
    nullable: true,
    description: 'The initial cash held in the benchmark instead; null without a benchmark.',
  })
  benchmark!: readonly number[] | null;
}

@ObjectType('Trade', { description: 'A round trip: in and out of a position.' })
export class TradeType {
  @Field(() => ID, { description: "The backtest's id and the place of the trade among its trades." })
  id!: string;

  @Field(() => String, { description: 'What was traded.' })
  symbol!: string;

  @Field(() => TradeSide, { description: 'Whether it gains when the price rises or when it falls.' })
  side!: TradeSide;

  @Field(() => Float, { description: 'Units.' })
  quantity!: number;

  @Field(() => DateTimeScalar, { description: 'The bar of the entry.' })
  entryAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The bar of the exit.' })
  exitAt!: string | null;

  @Field(() => Float, { description: 'With spread and slippage.' })
  entryPrice!: number;

  @Field(() => Float, { nullable: true, description: 'With slippage.' })
  exitPrice!: number | null;

  @Field(() => Float, { description: 'Net of commission at both ends.' })
  profitLoss!: number;

  @Field(() => Float, { description: 'Net profit over the amount of the entry.' })
  returnFraction!: number;

  @Field(() => Float, { description: 'Paid at both ends.' })
  commission!: number;

  @Field(() => Float, { nullable: true, description: 'Calendar days from entry to exit.' })
  durationDays!: number | null;

  @Field(() => String, { nullable: true, description: 'SIGNAL, END_OF_DATA, LIQUIDATION, or the stop that closed it.' })
  exitReason!: string | null;
}

export const TradeConnection = connectionType('Trade', TradeType);

@ObjectType('Order', { description: 'What the engine was told to do, and what came of it.' })
export class OrderObject {
  @Field(() => ID, { description: "The backtest's id and the place of the order among its orders." })
  id!: string;

  @Field(() => String, { description: 'What was to be traded.' })
  symbol!: string;

  @Field(() => OrderSide, { description: 'Bought or sold.' })
  side!: OrderSide;

  @Field(() => OrderType, { description: 'How it was to be filled.' })
  type!: OrderType;

  @Field(() => Float, { description: 'Units; 0 when it never came to be sized.' })
  quantity!: number;

  @Field(() => Float, { nullable: true, description: 'The limit of a limit order.' })
  limitPrice!: number | null;

  @Field(() => Float, { nullable: true, description: 'The trigger of a stop order.' })
  stopPrice!: number | null;

  @Field(() => DateTimeScalar, { description: 'The bar of the signal.' })
  placedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The bar of the fill; null when it was never filled.' })
  filledAt!: string | null;

  @Field(() => Float, { nullable: true, description: 'With spread and slippage; null when it was never filled.' })
  fillPrice!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it was not filled.' })
  rejectedReason!: string | null;
}

export const OrderConnection = connectionType('Order', OrderObject);
