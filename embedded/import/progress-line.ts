/** Where the progress is written. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const LONGEST_BAR = 40;
/** Without a terminal a line is written each time that so much more is done. */
const STEP = 0.1;

/** Shows how far something is: a bar that moves on a terminal, else a line now and then. */
export class ProgressLine {
  private told = -STEP;
  private isOpen = false;

  constructor(
    private readonly output: ProgressOutput,
    private readonly label: string,
  ) {}

  /** @param fraction 0 to 1 */
  show(fraction: number): void {
    const percent = `${String(Math.round(fraction * 100)).padStart(3)} %`;
    if (this.output.isTTY) {
      const room = (this.output.columns ?? 80) - this.label.length - percent.length - 5;
      const length = Math.max(10, Math.min(LONGEST_BAR, room));
      const done = Math.round(fraction * length);
      this.output.write(`\r${this.label} [${'#'.repeat(done)}${'.'.repeat(length - done)}] ${percent}`);
      this.isOpen = true;
    } else if (fraction >= this.told + STEP || (fraction === 1 && this.told < 1)) {
      this.output.write(`${this.label} ${percent}\n`);
      this.told = fraction;
    }
  }

  /** Ends the line on a terminal. */
  end(): void {
    if (this.isOpen) this.output.write('\n');
    this.isOpen = false;
  }
}
