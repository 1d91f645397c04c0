import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import { ExperimentStatus } from '#schema/generated/enums.js';
import type { MlPlatformContext } from '../context.js';
import { CreateExperimentInput, toNewExperiment } from './experiment.input.js';
import type { Experiment } from './experiment.js';
import type { ExperimentService } from './experiment.service.js';
import { ExperimentConnection, ExperimentType, StrategyWithExperiments } from './experiment.type.js';

export function toExperimentType({ ownerId, ...experiment }: Experiment): ExperimentType {
  return { ...experiment, owner: { id: ownerId } };
}

@Resolver(() => ExperimentType)
export class ExperimentResolver {
  constructor(private readonly experiments: ExperimentService) {}

  @Query(() => ExperimentType, {
    nullable: true,
    description: 'One experiment; null when there is none that you may see.',
  })
  async modelExperiment(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { viewer }: MlPlatformContext,
  ): Promise<ExperimentType | null> {
    const experiment = await this.experiments.find(id, viewer);
    return experiment && toExperimentType(experiment);
  }

  @Query(() => ExperimentConnection, { description: 'Your experiments, newest first.' })
  async modelExperiments(
    @Arg('status', () => ExperimentStatus, { nullable: true, description: 'Only those that stand so.' })
    status: ExperimentStatus | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { viewer }: MlPlatformContext,
  ): Promise<Connection<ExperimentType>> {
    const page = { first: pageSize(first, 20), after: after ?? null };
    return toConnection(await this.experiments.list(status ?? null, page, viewer), toExperimentType);
  }

  @Mutation(() => ExperimentType, { description: 'Starts a line of research.' })
  async createExperiment(
    @Arg('input', () => CreateExperimentInput, { description: 'What to create.' }) input: CreateExperimentInput,
    @Ctx() context: MlPlatformContext,
  ): Promise<ExperimentType> {
    return toExperimentType(await this.experiments.create(toNewExperiment(input), context));
  }

  @Mutation(() => ExperimentType, { description: 'Ends it: an archived experiment stays, and cannot be changed.' })
  async archiveExperiment(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { viewer }: MlPlatformContext,
  ): Promise<ExperimentType> {
    return toExperimentType(await this.experiments.archive(id, viewer));
  }

  @Mutation(() => ExperimentType, { description: 'Says that the strategy grew out of the experiment. Twice is once.' })
  async linkStrategyToExperiment(
    @Arg('strategyId', () => ID, { description: 'A strategy of yours.' }) strategyId: string,
    @Arg('experimentId', () => ID, { description: 'An experiment of yours.' }) experimentId: string,
    @Ctx() context: MlPlatformContext,
  ): Promise<ExperimentType> {
    return toExperimentType(await this.experiments.link(strategyId, experimentId, context));
  }

  @Mutation(() => ExperimentType, { description: 'Takes the link away; it need not be there.' })
  async unlinkStrategyFromExperiment(
    @Arg('strategyId', () => ID, { description: 'The strategy.' }) strategyId: string,
    @Arg('experimentId', () => ID, { description: 'An experiment of yours.' }) experimentId: string,
    @Ctx() { viewer }: MlPlatformContext,
  ): Promise<ExperimentType> {
    return toExperimentType(await this.experiments.unlink(strategyId, experimentId, viewer));
  }
}

@Resolver(() => StrategyWithExperiments)
export class StrategyExperimentsResolver {
  constructor(private readonly service: ExperimentService) {}

  @FieldResolver(() => ExperimentConnection, {
    description: 'The experiments of the ML platform that this strategy grew out of, newest first.',
  })
  async experiments(
    @Root() strategy: StrategyWithExperiments,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { loaders }: MlPlatformContext,
  ): Promise<Connection<ExperimentType>> {
    const linked = await loaders.experimentsByStrategy.load(strategy.id);
    return toConnection(this.service.pageOf(linked, pageSize(first, 20), after ?? null), toExperimentType);
  }
}
