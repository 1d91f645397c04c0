import { Field, Float, Int, ObjectType } from 'type-graphql';

/** Said once, for the output type and the input type. */
export const riskDescriptions = {
  stopLoss: 'Loss, as a fraction of the entry price, at which a position is closed.',
  takeProfit: 'Gain, as a fraction of the entry price, at which a position is closed.',
  trailingStop: 'Fall, as a fraction of the best close since the entry, at which a position is closed.',
  maxPositionSize: 'Largest fraction of equity in one position.',
  maxOpenPositions: 'Most positions open at one time.',
  maxDrawdownHalt: 'Stop trading for good once equity has fallen this fraction below its peak.',
};

@ObjectType('RiskSettings', { description: 'What bounds the losses of a strategy; null does not bound.' })
export class RiskSettingsType {
  @Field(() => Float, { nullable: true, description: riskDescriptions.stopLoss })
  stopLoss!: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.takeProfit })
  takeProfit!: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.trailingStop })
  trailingStop!: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.maxPositionSize })
  maxPositionSize!: number | null;

  @Field(() => Int, { nullable: true, description: riskDescriptions.maxOpenPositions })
  maxOpenPositions!: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.maxDrawdownHalt })
  maxDrawdownHalt!: number | null;
}
