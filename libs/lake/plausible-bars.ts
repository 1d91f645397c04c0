/**
 * Between which numbers a bar can be. Far beyond all that was ever traded, and near enough that sums of volumes, products
 * with adjustments and squares of prices stay finite wherever bars go from here. Checked at each entrance.
 */
export const LEAST_PRICE = 1e-12;
export const GREATEST_PRICE = 1e12;
export const GREATEST_VOLUME = 1e18;
/** The adjusted close may be so many times the close, or the close so many times it. */
export const GREATEST_ADJUSTMENT = 1e9;

/** What was expected of a number that is beyond these bounds. */
export const EXPECTED_PRICE = `a price from ${LEAST_PRICE} to ${shown(GREATEST_PRICE)}`;
export const EXPECTED_VOLUME = `a volume of at most ${shown(GREATEST_VOLUME)}`;
export const EXPECTED_ADJUSTMENT = `an adjusted close within ${shown(GREATEST_ADJUSTMENT)} times the close`;

/** True within the bounds, and for 0 and less: such a price is rejected by itself, and told of. */
export function isPlausiblePrice(price: number): boolean {
  return Math.abs(price) <= GREATEST_PRICE && (price <= 0 || price >= LEAST_PRICE);
}

export function isPlausibleVolume(volume: number): boolean {
  return volume <= GREATEST_VOLUME;
}

/** True too where one of the two is no price. */
export function isPlausibleAdjustment(adjustedClose: number, close: number): boolean {
  if (Math.abs(adjustedClose) > GREATEST_PRICE * GREATEST_ADJUSTMENT) return false;
  if (adjustedClose <= 0 || close <= 0) return true;
  const ratio = adjustedClose / close;
  return ratio >= 1 / GREATEST_ADJUSTMENT && ratio <= GREATEST_ADJUSTMENT;
}

function shown(value: number): string {
  return value.toExponential().replace('e+', 'e');
}
