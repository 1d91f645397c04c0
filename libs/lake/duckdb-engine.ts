import { realpath } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { sqlText, sqlTexts } from './sql-literal.js';

export interface DuckDbOptions {
  /** The folders below which files may be read and written; nothing else can be reached. */
  readonly folders: readonly string[];
  /** Bound of DuckDB's own memory; 512 MB when absent. */
  readonly memoryLimitMb?: number;
  /** 2 when absent. */
  readonly threads?: number;
  /** Where a statement that outgrows the memory may put what does not fit; nowhere when absent. */
  readonly spillFolder?: string;
  /** Statements that may run at the same time; 4 when absent. */
  readonly connections?: number;
  /** Whether a connection can be asked how far its statement is; costs a little. */
  readonly tellsProgress?: boolean;
}

/**
 * An in-memory DuckDB of this process's own, closed off: no extension is loaded or fetched, no file outside the given
 * folders can be reached, and no statement can change that.
 */
export class DuckDbEngine {
  private readonly idle: DuckDBConnection[] = [];
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];
  private open = 0;
  private closed = false;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly maxConnections: number,
  ) {}

  static async open(options: DuckDbOptions): Promise<DuckDbEngine> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${options.memoryLimitMb ?? 512}MB`,
      threads: String(options.threads ?? 2),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const engine = new DuckDbEngine(instance, options.connections ?? 4);
    // DuckDB compares paths as they are written: a folder may be reached by its own name and by where links lead.
    const real = await Promise.all(options.folders.map((folder) => realpath(folder).catch(() => folder)));
    const folders = [...new Set([...options.folders, ...real])].map((folder) => `${folder}/`);
    await engine.use(async (connection) => {
      await connection.run(`SET allowed_directories = ${sqlTexts(folders)}`);
      await connection.run(`SET temp_directory = ${sqlText(options.spillFolder ?? '')}`);
      // A setting of each connection's own, which cannot be set any more once the configuration is locked.
      if (options.tellsProgress) await engine.openAll(connection);
      await connection.run("SET GLOBAL TimeZone = 'UTC'");
      await connection.run('SET enable_external_access = false');
      await connection.run('SET lock_configuration = true');
    });
    return engine;
  }

  /** Runs `work` with a connection of its own; waits for one when all are in use. */
  async use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.acquire();
    try {
      return await work(connection);
    } finally {
      this.release(connection);
    }
  }

  /** Closes what is idle at once, and the rest when its work is done. */
  close(): void {
    this.closed = true;
    for (const connection of this.idle.splice(0)) this.disconnect(connection);
    if (this.open === 0) this.instance.closeSync();
  }

  /** Opens every connection that there may be, and has each note its progress; none of them prints it. */
  private async openAll(first: DuckDBConnection): Promise<void> {
    while (this.open < this.maxConnections) {
      this.open++;
      this.idle.push(await this.instance.connect());
    }
    for (const connection of [first, ...this.idle]) {
      await connection.run('SET enable_progress_bar = true');
      await connection.run('SET enable_progress_bar_print = false');
      await connection.run('SET progress_bar_time = 0');
    }
  }

  private async acquire(): Promise<DuckDBConnection> {
    if (this.closed) throw new Error('The lake is closed.');
    const idle = this.idle.pop();
    if (idle) return idle;
    if (this.open < this.maxConnections) {
      this.open++;
      return this.instance.connect();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private release(connection: DuckDBConnection): void {
    const next = this.waiting.shift();
    if (next) next(connection);
    else if (this.closed) {
      this.disconnect(connection);
      if (this.open === 0) this.instance.closeSync();
    } else this.idle.push(connection);
  }

  private disconnect(connection: DuckDBConnection): void {
    this.open--;
    connection.disconnectSync();
  }
}
