/** For so many bars a way back is looked for. */
const REMEMBERED = 60;
/** Who comes back so soon never was a split. */
const SOON = 5;

/** The close before a jump, to which prices may come back. */
interface Origin {
  readonly index: number;
  readonly logClose: number;
  readonly tolerance: number;
  readonly toleranceSoon: number;
}

/** Remembers from where prices jumped, to know the way back for what it is: the same event. */
export class JumpOrigins {
  private origins: Origin[] = [];

  /** Whether a jump to this close is the way back to an earlier one's origin, which is then forgotten. */
  isWayBack(index: number, logClose: number): boolean {
    this.origins = this.origins.filter((origin) => index - origin.index <= REMEMBERED);
    const home = this.origins.findIndex((origin) => {
      const tolerance = index - origin.index <= SOON ? origin.toleranceSoon : origin.tolerance;
      return Math.abs(logClose - origin.logClose) <= tolerance;
    });
    if (home < 0) return false;
    this.origins = this.origins.slice(0, home);
    return true;
  }

  /**
   * @param logClose of the bar before the jump
   * @param tolerance how near prices must come back to it
   * @param toleranceSoon likewise, for a few bars: a spike as large as a split looks like one until it returns
   */
  add(index: number, logClose: number, tolerance: number, toleranceSoon: number): void {
    this.origins.push({ index, logClose, tolerance, toleranceSoon });
  }
}
