import 'reflect-metadata';
import type { DocumentStore } from '#kit/documents/document-collection.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { buildSubgraphSchema } from '#kit/graphql/build-subgraph-schema.js';
import type { GraphClient } from '#kit/graphql/graph-client.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import type { Clock } from '#kit/time/clock.js';
import { createLoaders, type MlPlatformContext, type MlPlatformLoaders } from './context.js';
import { ExperimentRepository } from './experiment/experiment.repository.js';
import { ExperimentResolver, StrategyExperimentsResolver, toExperimentType } from './experiment/experiment.resolver.js';
import { ExperimentService } from './experiment/experiment.service.js';
import { StrategyWithExperiments } from './experiment/experiment.type.js';

export interface MlPlatformPorts {
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly graph: GraphClient;
  readonly clock: Clock;
}

export async function composeMlPlatform({
  documents,
  bus,
  graph,
  clock,
}: MlPlatformPorts): Promise<Subgraph<MlPlatformLoaders>> {
  const experiments = new ExperimentService(await ExperimentRepository.open(documents), graph, clock);

  const { schema, sdl } = buildSubgraphSchema({
    resolvers: [new ExperimentResolver(experiments), new StrategyExperimentsResolver(experiments)],
    orphanedTypes: [StrategyWithExperiments],
    references: {
      ModelExperiment: async ({ id }: { id: string }, { loaders }: MlPlatformContext) => {
        const experiment = await loaders.experiment.load(id);
        return experiment && toExperimentType(experiment);
      },
      // Whether the strategy is there is trading's to say; here it is only what experiments link.
      Strategy: ({ id }: { id: string }) => ({ id }),
    },
  });

  return {
    name: 'ml-platform',
    schema,
    sdl,
    createLoaders: ({ viewer }) => createLoaders(experiments, viewer),
    async start() {
      await bus.subscribe('ml-platform.strategy-links', ['strategy.created'], (event) =>
        experiments.linkCreatedStrategy(event),
      );
      await bus.subscribe('ml-platform.strategy-unlinks', ['strategy.deleted'], (event) =>
        experiments.unlinkDeletedStrategy(event),
      );
    },
    ping: () => documents.ping(),
    async close() {},
  };
}
