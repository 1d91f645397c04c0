import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { StrategyType } from '#schema/generated/enums.js';
import { UserType } from '../user/user.type.js';
import { RiskSettingsType } from './risk.type.js';
import type { StrategyConfig } from './strategy.js';
import { StrategyConfigUnion } from './strategy-config.type.js';

@ObjectType('Strategy', { description: 'A way to trade: what it does, what bounds its losses, and every run of it.' })
@Directive('@key(fields: "id")')
export class StrategyObject {
  @Field(() => ID, { description: 'Begins with `strat_`.' })
  id!: string;

  @Field(() => String, { description: 'What its owner calls it.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description!: string | null;

  @Field(() => StrategyType, { description: 'The kind of strategy; says which member `config` is.' })
  type!: StrategyType;

  @Field(() => StrategyConfigUnion, { description: 'What it does.' })
  config!: StrategyConfig;

  @Field(() => RiskSettingsType, { description: 'What bounds its losses.' })
  risk!: RiskSettingsType;

  @Field(() => [String], { description: 'Words to find it by.' })
  tags!: readonly string[];

  @Field(() => Boolean, { description: 'False once its owner has put it aside.' })
  isActive!: boolean;

  @Field(() => Int, {
    description: 'Rises by one with every change of config or risk; a backtest keeps the revision that it ran.',
  })
  revision!: number;

  @Field(() => UserType, { description: 'Who created it.' })
  owner!: Pick<UserType, 'id'>;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
}

export const StrategyConnection = connectionType('Strategy', StrategyObject);

/** ml-platform's ModelExperiment, to which this subgraph adds `strategies`: the owner of the target filters. */
@ObjectType('ModelExperiment')
@Directive('@key(fields: "id")')
export class ExperimentWithStrategies {
  @Field(() => ID)
  id!: string;

  @Field(() => [ID])
  @Directive('@external')
  strategyIds!: readonly string[];
}
