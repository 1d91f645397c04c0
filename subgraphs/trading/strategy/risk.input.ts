import { Field, Float, InputType, Int } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';
import { riskDescriptions } from './risk.type.js';
import type { RiskSettings } from './strategy.js';

@InputType({ description: 'What bounds the losses; what is absent does not bound.' })
export class RiskInput {
  @Field(() => Float, { nullable: true, description: riskDescriptions.stopLoss })
  stopLoss?: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.takeProfit })
  takeProfit?: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.trailingStop })
  trailingStop?: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.maxPositionSize })
  maxPositionSize?: number | null;

  @Field(() => Int, { nullable: true, description: riskDescriptions.maxOpenPositions })
  maxOpenPositions?: number | null;

  @Field(() => Float, { nullable: true, description: riskDescriptions.maxDrawdownHalt })
  maxDrawdownHalt?: number | null;
}

/** Fractions lie above 0; only a gain may be 100 % or more. */
export function toRiskSettings(input: RiskInput | null | undefined): RiskSettings {
  return {
    stopLoss: fraction('stopLoss', input?.stopLoss, 1),
    takeProfit: fraction('takeProfit', input?.takeProfit, Number.POSITIVE_INFINITY),
    trailingStop: fraction('trailingStop', input?.trailingStop, 1),
    maxPositionSize: fraction('maxPositionSize', input?.maxPositionSize, 100),
    maxOpenPositions: atLeastOne('maxOpenPositions', input?.maxOpenPositions),
    maxDrawdownHalt: fraction('maxDrawdownHalt', input?.maxDrawdownHalt, 1),
  };
}

function fraction(field: string, value: number | null | undefined, most: number): number | null {
  if (value == null) return null;
  if (Number.isFinite(value) && value > 0 && value <= most) return value;
  throw new BadUserInput(
    `risk.${field}: expected a fraction above 0 and at most ${most}, found ${value}; 0.05 is 5 %.`,
    {
      field,
    },
  );
}

function atLeastOne(field: string, value: number | null | undefined): number | null {
  if (value == null || value >= 1) return value ?? null;
  throw new BadUserInput(`risk.${field}: expected 1 or more, found ${value}.`, { field });
}
