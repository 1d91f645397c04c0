import type { DomainEvent } from '#kit/events/event-bus.js';
import type { GraphClient } from '#kit/graphql/graph-client.js';
import { pageOfList } from '#kit/graphql/page-of-list.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Caller } from '#kit/graphql/request-context.js';
import { maySee, type Viewer } from '#kit/identity/viewer.js';
import { newId } from '#kit/ids/new-id.js';
import type { Clock } from '#kit/time/clock.js';
import { ExperimentStatus } from '#schema/generated/enums.js';
import { experimentArchived, experimentNotFound, strategiesNotFound, tooManyStrategies } from './experiment.errors.js';
import { type Experiment, MAX_STRATEGIES, type NewExperiment } from './experiment.js';
import type { ExperimentRepository } from './experiment.repository.js';

const STRATEGIES_THAT_EXIST = /* GraphQL */ `
  query StrategiesThatExist($ids: [ID!]!) {
    strategies(filter: { ids: $ids }, first: 100) {
      nodes {
        id
      }
    }
  }
`;

export class ExperimentService {
  constructor(
    private readonly repository: ExperimentRepository,
    private readonly graph: GraphClient,
    private readonly clock: Clock,
  ) {}

  async create(request: NewExperiment, caller: Caller): Promise<Experiment> {
    await this.requireStrategies(request.strategyIds, caller);
    const now = this.clock.now().toISOString();
    const experiment: Experiment = {
      id: newId('exp'),
      ...request,
      status: ExperimentStatus.ACTIVE,
      ownerId: caller.viewer.id,
      createdAt: now,
      updatedAt: now,
    };
    await this.repository.insert(experiment);
    return experiment;
  }

  async find(id: string, viewer: Viewer): Promise<Experiment | null> {
    const experiment = await this.repository.findById(id);
    return experiment !== null && maySee(viewer, experiment.ownerId) ? experiment : null;
  }

  async findMany(ids: readonly string[], viewer: Viewer): Promise<Experiment[]> {
    return (await this.repository.findByIds(ids)).filter((experiment) => maySee(viewer, experiment.ownerId));
  }

  /** The viewer's own, newest first. */
  async list(
    status: ExperimentStatus | null,
    page: { readonly first: number; readonly after: string | null },
    viewer: Viewer,
  ): Promise<CountedPage<Experiment>> {
    const filter = { ownerId: viewer.id, status };
    const found = await this.repository.findPage(filter, page);
    return { ...found, count: () => this.repository.count(filter) };
  }

  /** For each strategy, in order, the experiments that link it and that the viewer may see: one read for all of them. */
  async listByStrategies(strategyIds: readonly string[], viewer: Viewer): Promise<Experiment[][]> {
    const visible = (await this.repository.findByStrategyIds(strategyIds)).filter(({ ownerId }) =>
      maySee(viewer, ownerId),
    );
    return strategyIds.map((id) => visible.filter((experiment) => experiment.strategyIds.includes(id)));
  }

  pageOf(experiments: readonly Experiment[], first: number, after: string | null): CountedPage<Experiment> {
    return pageOfList(experiments, ({ id }) => id, first, after);
  }

  async link(strategyId: string, experimentId: string, caller: Caller): Promise<Experiment> {
    const experiment = await this.getActive(experimentId, caller.viewer);
    if (experiment.strategyIds.length >= MAX_STRATEGIES && !experiment.strategyIds.includes(strategyId))
      throw tooManyStrategies();
    await this.requireStrategies([strategyId], caller);
    return this.changed(experimentId, await this.repository.link(experimentId, strategyId, this.now()));
  }

  async unlink(strategyId: string, experimentId: string, viewer: Viewer): Promise<Experiment> {
    await this.getActive(experimentId, viewer);
    return this.changed(experimentId, await this.repository.unlink(experimentId, strategyId, this.now()));
  }

  async archive(id: string, viewer: Viewer): Promise<Experiment> {
    await this.getActive(id, viewer);
    return this.changed(id, await this.repository.archive(id, this.now()));
  }

  /** `strategy.created` names experiments that the strategy grew out of: those of the same owner are linked. */
  async linkCreatedStrategy(event: DomainEvent): Promise<void> {
    const wanted = event.payload['experimentIds'];
    if (!Array.isArray(wanted) || wanted.length === 0) return;
    for (const experiment of await this.repository.findByIds(wanted.map(String))) {
      const room = experiment.strategyIds.length < MAX_STRATEGIES;
      if (room && experiment.ownerId === event.ownerId)
        await this.repository.link(experiment.id, event.subject.id, this.now());
    }
  }

  /** `strategy.deleted`: no experiment keeps the id of what is gone. */
  async unlinkDeletedStrategy(event: DomainEvent): Promise<void> {
    for (const experiment of await this.repository.findByStrategyIds([event.subject.id])) {
      await this.repository.unlink(experiment.id, event.subject.id, this.now());
    }
  }

  private async getActive(id: string, viewer: Viewer): Promise<Experiment> {
    const experiment = await this.find(id, viewer);
    if (experiment === null) throw experimentNotFound(id);
    if (experiment.status !== ExperimentStatus.ACTIVE) throw experimentArchived(id);
    return experiment;
  }

  private changed(id: string, experiment: Experiment | null): Experiment {
    if (experiment === null) throw experimentArchived(id);
    return experiment;
  }

  private async requireStrategies(ids: readonly string[], { viewer, requestId }: Caller): Promise<void> {
    if (ids.length === 0) return;
    const { strategies } = await this.graph.execute<{ strategies: { nodes: { id: string }[] } }>({
      document: STRATEGIES_THAT_EXIST,
      variables: { ids },
      viewer,
      requestId,
    });
    const found = new Set(strategies.nodes.map((strategy) => strategy.id));
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) throw strategiesNotFound(missing);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
