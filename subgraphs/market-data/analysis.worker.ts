import { workerTask } from '#kit/jobs/worker-task.js';
import { computeIndicators } from './indicator/engine/compute-indicators.js';
import type { ArticleText } from './news/news.js';
import { inspectBars } from './quality/engine/inspect-bars.js';
import type { InspectBarsTask } from './quality/quality.js';
import { fitRegimes } from './regime/engine/fit-regimes.js';

/** What the threads of this subgraph compute, by name: whatever would hold the event loop. */
const ANALYSES = {
  computeIndicators,
  fitRegimes,
  inspectBars: ({ bars, context }: InspectBarsTask) => inspectBars(bars, context),
  // The language model is loaded at the first article, and by this thread alone.
  scoreNews: async (articles: readonly ArticleText[]) =>
    (await import('./news/score-articles.js')).scoreArticles(articles),
} satisfies Record<string, (input: never) => unknown>;

export type AnalysisName = keyof typeof ANALYSES;

export interface AnalysisTask {
  readonly analysis: AnalysisName;
  readonly input: unknown;
}

export default workerTask(({ analysis, input }: AnalysisTask) =>
  (ANALYSES[analysis] as (input: unknown) => unknown)(input),
);
