import type { ExitReason } from './reasons.js';

const NONE = -1;

/** Market orders that wait for their fill: at most one close and one entry per symbol. Elements are rows of the order log. */
export class PendingOrders {
  #count = 0;
  readonly #closeRow: Int32Array;
  readonly #closeReason: ExitReason[];
  readonly #entryRow: Int32Array;
  readonly #entrySide: Int8Array;

  constructor(symbolCount: number) {
    this.#closeRow = new Int32Array(symbolCount).fill(NONE);
    this.#closeReason = new Array<ExitReason>(symbolCount).fill('SIGNAL');
    this.#entryRow = new Int32Array(symbolCount).fill(NONE);
    this.#entrySide = new Int8Array(symbolCount);
  }

  get count(): number {
    return this.#count;
  }

  addClose(symbolIndex: number, row: number, reason: ExitReason): void {
    this.#closeRow[symbolIndex] = row;
    this.#closeReason[symbolIndex] = reason;
    this.#count++;
  }

  addEntry(symbolIndex: number, row: number, side: number): void {
    this.#entryRow[symbolIndex] = row;
    this.#entrySide[symbolIndex] = side;
    this.#count++;
  }

  hasClose(symbolIndex: number): boolean {
    return this.#closeRow[symbolIndex] !== NONE;
  }

  hasEntry(symbolIndex: number): boolean {
    return this.#entryRow[symbolIndex] !== NONE;
  }

  closeReason(symbolIndex: number): ExitReason {
    return this.#closeReason[symbolIndex]!;
  }

  /** 1 long, −1 short. */
  entrySide(symbolIndex: number): number {
    return this.#entrySide[symbolIndex]!;
  }

  /** Ends the wait of a symbol's close and returns its row. */
  takeClose(symbolIndex: number): number {
    const row = this.#closeRow[symbolIndex]!;
    if (row !== NONE) this.#count--;
    this.#closeRow[symbolIndex] = NONE;
    return row;
  }

  /** Ends the wait of a symbol's entry and returns its row. */
  takeEntry(symbolIndex: number): number {
    const row = this.#entryRow[symbolIndex]!;
    if (row !== NONE) this.#count--;
    this.#entryRow[symbolIndex] = NONE;
    return row;
  }
}
