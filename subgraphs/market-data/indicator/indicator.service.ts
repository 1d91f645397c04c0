import type { WorkerPool } from '#kit/jobs/worker-pool.js';
import type { BarColumns } from '#lake/bar-columns.js';
import type { Snapshot } from '#lake/snapshot.js';
import { INDICATORS } from '#quant/indicators/indicator-definitions.js';
import { warmUpBars } from '#quant/indicators/indicator-parameters.js';
import { finiteOrNull } from '#quant/numeric/finite-or-null.js';
import { firstAtOrAfter } from '#quant/series/first-at-or-after.js';
import { datesReversed, outsideCoverage } from '../bar/bar.errors.js';
import type { BarService } from '../bar/bar.service.js';
import { barsPerYear } from './engine/bars-per-year.js';
import { columnsFor, computeIndicators, type IndicatorTask, workOf } from './engine/compute-indicators.js';
import { tooManyValues } from './indicator.errors.js';
import { type IndicatorRequest, type IndicatorSeries, MAX_VALUES } from './indicator.js';

/** What a batch gives for one of its requests: the answer, or why there is none. */
type Answer = readonly IndicatorSeries[] | Error;

/** What is computed at once; more, some 10 ms, would hold the event loop and goes to a thread. */
const INLINE_WORK = 200_000;

const NO_BARS: Pick<BarColumns, 'timestamps'> = { timestamps: new Float64Array(0) };

/** Technical indicators over bars. */
export class IndicatorService {
  constructor(
    private readonly bars: BarService,
    private readonly analyses: Pick<WorkerPool, 'run'>,
  ) {}

  /**
   * The indicators of each request, in its order; an error where there are none. Requests of one interval share one
   * read of the bars, from the first bar on: so the value at a time does not depend on where the answer begins.
   */
  async compute(snapshot: Snapshot, requests: readonly IndicatorRequest[]): Promise<Answer[]> {
    const found = await this.read(snapshot, requests);
    const plans = await Promise.all(requests.map((request, i) => this.plan(snapshot, request, found[i]!)));
    const work = plans.reduce((sum, plan) => sum + (plan instanceof Error ? 0 : plan.work), 0);
    const answers: Answer[] = [];
    // One after the other: each has a copy of its bars while it waits for the thread.
    for (const [i, plan] of plans.entries()) {
      answers.push(plan instanceof Error ? plan : await this.answer(requests[i]!, plan, work > INLINE_WORK));
    }
    return answers;
  }

  /** The bars of each request up to its last one or later; null where there are none, an error where it is refused. */
  private async read(
    snapshot: Snapshot,
    requests: readonly IndicatorRequest[],
  ): Promise<(BarColumns | null | Error)[]> {
    const answers = new Map<IndicatorRequest, BarColumns | null | Error>();
    const groups = new Map<string, IndicatorRequest[]>();
    for (const request of requests) {
      const { from, to, interval, adjusted } = request;
      if (from !== null && to !== null && from > to) answers.set(request, datesReversed(from, to));
      else {
        const like = `${interval} ${adjusted}`;
        groups.set(like, [...(groups.get(like) ?? []), request]);
      }
    }
    const reads = [...groups.values()].map(async (group) => {
      const [{ interval, adjusted }] = group as [IndicatorRequest];
      const symbols = [...new Set(group.map(({ symbol }) => symbol))];
      const to = Math.max(...group.map((request) => request.to ?? Number.POSITIVE_INFINITY));
      const keys = symbols.map((symbol) => ({ symbol, interval }));
      const columns = await this.bars.columns(snapshot, keys, { ...(Number.isFinite(to) ? { to } : {}), adjusted });
      const bySymbol = new Map(symbols.map((symbol, i) => [symbol, columns[i] ?? null]));
      for (const request of group) {
        const own = bySymbol.get(request.symbol) ?? null;
        answers.set(request, own ?? this.bars.refusal(snapshot, request));
      }
    });
    await Promise.all(reads);
    return requests.map((request) => answers.get(request)!);
  }

  private async plan(
    snapshot: Snapshot,
    request: IndicatorRequest,
    found: BarColumns | null | Error,
  ): Promise<Plan | Error> {
    if (found instanceof Error) return found;
    const { from, to, indicators } = request;
    const { timestamps } = found ?? NO_BARS;
    const start = from === null ? 0 : firstAtOrAfter(timestamps, from);
    const end = to === null ? timestamps.length : firstAtOrAfter(timestamps, to + 1);
    if (start >= end) {
      const [coverage] = await this.bars.coverages(snapshot, [request]);
      const isOutside =
        coverage && ((from !== null && from > coverage.lastBarAt) || (to !== null && to < coverage.firstBarAt));
      if (isOutside) return outsideCoverage(request, coverage);
      return { bars: null, timestamps: NO_BARS.timestamps, start: 0, end: 0, work: 0 };
    }
    const outputs = indicators.reduce((sum, { type }) => sum + INDICATORS[type].outputs.length, 0);
    if ((end - start) * outputs > MAX_VALUES) return tooManyValues(end - start, outputs);
    return { bars: found, timestamps: timestamps.subarray(start, end), start, end, work: workOf(indicators, end) };
  }

  private async answer(request: IndicatorRequest, plan: Plan, inThread: boolean): Promise<readonly IndicatorSeries[]> {
    const outputs = plan.bars === null ? [] : await this.run(request, plan, plan.bars, inThread);
    return request.indicators.map((indicator, i) => {
      const definition = INDICATORS[indicator.type];
      return {
        ...indicator,
        warmUpBars: warmUpBars(definition, indicator.parameters),
        outputs: definition.outputs.map(({ name }, place) => ({
          name,
          timestamps: plan.timestamps,
          values: Array.from(outputs[i]?.[place] ?? [], finiteOrNull),
        })),
      };
    });
  }

  private async run(
    { indicators, interval, assetClass }: IndicatorRequest,
    { start, end }: Plan,
    bars: BarColumns,
    inThread: boolean,
  ): Promise<Float64Array[][]> {
    const names = [...new Set(indicators.flatMap(columnsFor))];
    // A thread gets copies, since the columns are views of the lake's cache, and no bar after the last one wanted.
    const cut = (column: Float64Array) => (inThread ? column.slice(0, end) : column.subarray(0, end));
    const columns = Object.fromEntries(names.map((name) => [name, cut(bars[name])]));
    const context = { barsPerYear: barsPerYear(interval, assetClass) };
    const task: IndicatorTask = { columns, indicators, context, start, end };
    if (!inThread) return computeIndicators(task);
    const transfer = Object.values(columns).map(({ buffer }) => buffer as ArrayBuffer);
    return this.analyses.run({ analysis: 'computeIndicators', input: task }, { transfer });
  }
}

/** Where the answer to a request lies in its bars; null bars where it has none. */
interface Plan {
  readonly bars: BarColumns | null;
  readonly timestamps: Float64Array;
  readonly start: number;
  readonly end: number;
  readonly work: number;
}
