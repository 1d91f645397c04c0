import type { RunHooks } from './backtest-input.js';
import type { RunState } from './run-state.js';
import { step } from './step.js';
import { isQuiet, walkQuietly } from './walk-quietly.js';

const TICKS_PER_POLL = 16_384;

/**
 * Walks the merged clock once, from its first tick to its last, or to the one that used up the equity.
 *
 * @returns how many ticks ran; null when `hooks.shouldStop` asked to stop
 */
export function simulate(run: RunState, hooks: RunHooks): number | null {
  const last = run.clock.length - 1;
  let tick = 0;
  while (tick <= last && !run.curve.isLiquidated) {
    if (tick % TICKS_PER_POLL === 0) {
      if (hooks.shouldStop?.()) return null;
      hooks.onProgress?.(tick / run.clock.length);
    }
    // The last tick is never quiet: what is open may have to be closed there.
    const pause = Math.min(last, (Math.floor(tick / TICKS_PER_POLL) + 1) * TICKS_PER_POLL);
    if (isQuiet(run)) tick = walkQuietly(run, tick, pause);
    if (tick < pause || tick === last) step(run, tick++);
  }
  hooks.onProgress?.(1);
  return tick;
}
