import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import type { TradingContext } from '../context.js';
import { UserType } from '../user/user.type.js';
import {
  CreateStrategyInput,
  StrategyFilterInput,
  StrategySort,
  toNewStrategy,
  toStrategyChanges,
  toStrategyFilter,
  toStrategyOrder,
  UpdateStrategyInput,
} from './strategy.input.js';
import type { Strategy } from './strategy.js';
import type { StrategyService } from './strategy.service.js';
import { ExperimentWithStrategies, StrategyConnection, StrategyObject } from './strategy.type.js';

export function toStrategyObject({ ownerId, ...strategy }: Strategy): StrategyObject {
  return { ...strategy, type: strategy.config.type, owner: { id: ownerId } };
}

@Resolver(() => StrategyObject)
export class StrategyResolver {
  constructor(private readonly service: StrategyService) {}

  @Query(() => StrategyObject, {
    nullable: true,
    description: 'One strategy; null when there is none that you may see.',
  })
  async strategy(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: TradingContext,
  ): Promise<StrategyObject | null> {
    const strategy = await loaders.strategy.load(id);
    return strategy && toStrategyObject(strategy);
  }

  @Query(() => StrategyConnection, { description: 'Your strategies.' })
  async strategies(
    @Arg('filter', () => StrategyFilterInput, { nullable: true, description: 'Which ones; all when absent.' })
    filter: StrategyFilterInput | null,
    @Arg('orderBy', () => StrategySort, { nullable: true, description: 'The last changed ones first when absent.' })
    orderBy: StrategySort | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { viewer }: TradingContext,
  ): Promise<Connection<StrategyObject>> {
    const page = { first: pageSize(first, 20), after: after ?? null };
    return toConnection(
      await this.service.list(toStrategyFilter(filter), toStrategyOrder(orderBy), page, viewer),
      toStrategyObject,
    );
  }

  @Mutation(() => StrategyObject, { description: 'Keeps a way to trade.' })
  async createStrategy(
    @Arg('input', () => CreateStrategyInput, { description: 'What to create.' }) input: CreateStrategyInput,
    @Ctx() context: TradingContext,
  ): Promise<StrategyObject> {
    return toStrategyObject(await this.service.create(toNewStrategy(input), context));
  }

  @Mutation(() => StrategyObject, { description: 'Changes a strategy of yours.' })
  async updateStrategy(
    @Arg('input', () => UpdateStrategyInput, { description: 'What to change.' }) input: UpdateStrategyInput,
    @Ctx() context: TradingContext,
  ): Promise<StrategyObject> {
    const changes = toStrategyChanges(input);
    return toStrategyObject(await this.service.update(input.id, changes, input.expectedRevision ?? null, context));
  }

  @Mutation(() => ID, { description: 'Its backtests stay, without their strategy.' })
  deleteStrategy(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: TradingContext,
  ): Promise<string> {
    return this.service.delete(id, context);
  }
}

@Resolver(() => StrategyObject)
export class StrategyOwnerResolver {
  @FieldResolver(() => UserType, { description: 'Who created it.' })
  owner(@Root() { owner }: StrategyObject, @Ctx() { loaders }: TradingContext): Promise<UserType> {
    return loaders.user.load(owner.id);
  }
}

@Resolver(() => ExperimentWithStrategies)
export class ExperimentStrategiesResolver {
  @Directive('@requires(fields: "strategyIds")')
  @FieldResolver(() => [StrategyObject], {
    description: 'Strategies that grew out of this experiment: the other end of Strategy.experiments.',
  })
  async strategies(
    @Root() { strategyIds }: ExperimentWithStrategies,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Ctx() { loaders }: TradingContext,
  ): Promise<StrategyObject[]> {
    const size = pageSize(first, 20);
    const found = await Promise.all(strategyIds.map((id) => loaders.strategy.load(id)));
    const visible = found.filter((strategy) => strategy !== null);
    return visible.slice(0, size).map(toStrategyObject);
  }
}
