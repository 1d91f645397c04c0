import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DuckDbEngine } from './duckdb-engine.js';
import { publishFile, syncFolder, temporaryPath } from './durable-file.js';
import { lakeRoot } from './lake-root.js';
import { countRows } from './series-file.js';
import { queryTables, type ReadColumns } from './table-query.js';
import { type ColumnValues, writeColumns } from './write-columns.js';

export type { ReadColumn, ReadColumns } from './table-query.js';
export type { ColumnValues, NullableNumbers } from './write-columns.js';

export interface ColumnTablesOptions {
  /** The folder of the tables, which nobody else writes into. */
  readonly root: string;
  /** Bound of DuckDB's memory; 256 MB when absent. */
  readonly memoryLimitMb?: number;
  /** Threads of DuckDB; 1 when absent. */
  readonly threads?: number;
}

/** Which rows of each table: `limit` rows from row `offset` (0 is the first); all when absent. */
export interface RowWindow {
  readonly offset?: number;
  readonly limit?: number;
}

/**
 * Immutable tables of columns, one Parquet file each, under names like `backtests/bt_1/equity`: for results of runs,
 * which are too many numbers for a document.
 */
export class ColumnTables {
  private constructor(
    private readonly root: string,
    private readonly engine: DuckDbEngine,
  ) {}

  /** @throws FailedPrecondition for an object store's URL */
  static async open(options: ColumnTablesOptions): Promise<ColumnTables> {
    const root = lakeRoot(options.root);
    await mkdir(root, { recursive: true });
    const engine = await DuckDbEngine.open({
      folders: [root],
      memoryLimitMb: options.memoryLimitMb ?? 256,
      threads: options.threads ?? 1,
    });
    return new ColumnTables(root, engine);
  }

  /**
   * Stores a table, whole or not at all; resolves when it is safe on disk. Writing a name again replaces the table.
   * @throws RangeError for a name or columns that cannot be stored
   */
  async write(name: string, columns: Readonly<Record<string, ColumnValues>>): Promise<void> {
    const path = this.pathOf(name);
    await this.makeFolder(dirname(path));
    const temporary = temporaryPath(path);
    try {
      const named = Object.entries(columns).map(([name, values]) => ({ name, values }));
      await this.engine.use((connection) => writeColumns(connection, temporary, named));
      await publishFile(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /**
   * The chosen columns of many tables in one statement, in the order of the names; null for a table that is not there.
   * Doubles come as Float64Array, 32-bit integers as Int32Array, 64-bit ones as BigInt64Array, texts and numbers of
   * which the part read holds a null as plain arrays. Tables read together have the columns with the same types.
   */
  async read(
    names: readonly string[],
    columns: readonly string[],
    window: RowWindow = {},
  ): Promise<(ReadColumns | null)[]> {
    const present = await this.present(names);
    const paths = [...new Set(present.filter((path) => path !== null))];
    if (paths.length === 0 || columns.length === 0) return names.map(() => null);
    const tables = await this.engine.use((connection) => queryTables(connection, paths, columns, window));
    return present.map((path) => (path === null ? null : tables[paths.indexOf(path)]!));
  }

  /** Which of the tables are there, in the order of the names. */
  async has(names: readonly string[]): Promise<boolean[]> {
    return (await this.present(names)).map((path) => path !== null);
  }

  /** How many rows the tables have, in the order of the names; null for a table that is not there. */
  async rowCounts(names: readonly string[]): Promise<(number | null)[]> {
    const present = await this.present(names);
    return this.engine.use(async (connection) => {
      const counts: (number | null)[] = [];
      for (const path of present) counts.push(path === null ? null : await countRows(connection, path));
      return counts;
    });
  }

  /** Deletes a table; nothing happens when it is not there. */
  async delete(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  close(): void {
    this.engine.close();
  }

  private present(names: readonly string[]): Promise<(string | null)[]> {
    return Promise.all(
      names.map(async (name) => {
        const path = this.pathOf(name);
        return (await stat(path).catch(() => null)) === null ? null : path;
      }),
    );
  }

  private async makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  }

  private pathOf(name: string): string {
    if (name.length > 400 || !/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(name)) {
      throw new RangeError(`A table is named by words of letters, digits, _ and -, joined by /; found ${name}.`);
    }
    return join(this.root, `${name}.parquet`);
  }
}
