import type { AssetClass, DataInterval } from '#schema/generated/enums.js';
import { eachMissingSession } from './missing-sessions.js';

/**
 * How many bars are missing between the first bar and the last; see eachMissingSession for what counts.
 *
 * @param timestamps epoch milliseconds, increasing
 */
export function countMissingSessions(timestamps: Float64Array, interval: DataInterval, assetClass: AssetClass): number {
  let missing = 0;
  eachMissingSession(timestamps, interval, assetClass, () => missing++);
  return missing;
}
