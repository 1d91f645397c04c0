import { type FileHandle, open, readFile, rename, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredDocument } from './document-collection.js';

export interface JournalOptions {
  /** Flush to the disk before each write is acknowledged: survives a power cut, at the price of a disk's round trip. */
  readonly fsync?: boolean;
  /** Told, in words for a log, what was repaired on the way. */
  readonly onRepair?: (message: string) => void;
  /** Superseded lines beyond this many, and beyond the documents themselves, have the file rewritten. 5,000. */
  readonly compactAfterLines?: number;
}

export type JournalEntry = { readonly put: StoredDocument } | { readonly drop: string };

/** A whole line that is no document: the file was damaged by something other than a crash. */
export class DamagedJournal extends Error {
  constructor(file: string, line: number, found: string) {
    super(
      `${file}, line ${line}: expected one JSON document with an _id per line, found ${found}. ` +
        'Restore the file from a backup, or delete that line to give this one record up.',
    );
    this.name = 'DamagedJournal';
  }
}

const COMPACT_AFTER_LINES = 5_000;

/**
 * The file of one collection, in NeDB's own line format: the latest line of an id counts, `$$deleted` removes it.
 * A write is acknowledged once its whole lines, newline included, are in the file. Hence what follows the last newline
 * was never acknowledged, is a crash's torn tail, and is cut on opening; and a write that fails midway is cut back at
 * once, so that the next one is not glued to its remains. Callers write one at a time.
 */
export class Journal {
  #lines = 0;
  #broken: Error | null = null;

  private constructor(
    readonly path: string,
    private handle: FileHandle,
    private size: number,
    private readonly options: JournalOptions,
  ) {}

  /** Opens or creates the file; gives it with the documents that it holds. @throws DamagedJournal */
  static async open(path: string, options: JournalOptions = {}): Promise<[Journal, Map<string, StoredDocument>]> {
    await rm(`${path}~`, { force: true }); // a compaction that was interrupted: the file itself is whole
    const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const size = content.lastIndexOf(0x0a) + 1;
    const [documents, lines] = parseLines(path, content.subarray(0, size));
    if (size < content.length) {
      await truncate(path, size);
      options.onRepair?.(`${path}: cut ${content.length - size} bytes of a write that was never acknowledged`);
    }
    const journal = new Journal(path, await open(path, 'a'), size, options);
    journal.#lines = lines;
    return [journal, documents];
  }

  /** Resolves once the entries are in the file; after a rejection none of them is. */
  async append(entries: readonly JournalEntry[]): Promise<void> {
    if (this.#broken !== null) throw this.#broken;
    const bytes = Buffer.from(entries.map((entry) => `${toLine(entry)}\n`).join(''));
    try {
      await writeFully(this.handle, bytes);
      if (this.options.fsync === true) await this.handle.datasync();
    } catch (error) {
      await this.#cutBack(error as Error);
      throw error;
    }
    this.size += bytes.length;
    this.#lines += entries.length;
  }

  worthCompacting(documents: number): boolean {
    return this.#lines - documents > Math.max(this.options.compactAfterLines ?? COMPACT_AFTER_LINES, documents);
  }

  /**
   * Writes the file anew with one line per document: aside, flushed, then renamed over the old one, so that a crash at
   * any moment leaves one whole file. When it fails, for want of space say, the old file stays in use.
   */
  async compact(documents: Iterable<StoredDocument>): Promise<void> {
    const aside = `${this.path}~`;
    await rm(aside, { force: true });
    const next = await open(aside, 'a');
    let size = 0;
    let lines = 0;
    try {
      let chunk: string[] = [];
      const flush = async (): Promise<void> => {
        const bytes = Buffer.from(chunk.join(''));
        await writeFully(next, bytes);
        size += bytes.length;
        chunk = [];
      };
      for (const put of documents) {
        lines += 1;
        if (chunk.push(`${toLine({ put })}\n`) === 1_000) await flush();
      }
      await flush();
      await next.sync();
      await rename(aside, this.path);
    } catch (error) {
      await next.close();
      await rm(aside, { force: true });
      this.#lines = lines; // try again after as many further writes, not after every one
      throw error;
    }
    const before = this.handle;
    this.handle = next;
    this.size = size;
    this.#lines = lines;
    await before.close();
    await flushFolder(dirname(this.path));
  }

  /** Rejects when a failed write could not be cut back. */
  check(): void {
    if (this.#broken !== null) throw this.#broken;
  }

  async close(): Promise<void> {
    this.#broken ??= new Error(`${this.path}: the store is closed`);
    await this.handle.close();
  }

  async #cutBack(cause: Error): Promise<void> {
    try {
      await this.handle.truncate(this.size);
      this.options.onRepair?.(`${this.path}: a write failed (${cause.message}) and was cut back; nothing else is lost`);
    } catch (error) {
      // Writing on would glue the next line to the remains. Reading goes on; opening again repairs the file.
      this.#broken = new Error(`${this.path}: no longer writable; ${(error as Error).message}`, { cause });
    }
  }
}

function toLine(entry: JournalEntry): string {
  return JSON.stringify('put' in entry ? entry.put : { $$deleted: true, _id: entry.drop });
}

async function writeFully(handle: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten;
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parseLines(path: string, content: Buffer): [Map<string, StoredDocument>, number] {
  const documents = new Map<string, StoredDocument>();
  let lines = 0;
  for (let start = 0, end = content.indexOf(0x0a); end !== -1; start = end + 1, end = content.indexOf(0x0a, start)) {
    lines += 1;
    const line = content.toString('utf8', start, end);
    const record = parseLine(path, lines, line);
    if (record['$$deleted'] === true) documents.delete(record._id);
    else documents.set(record._id, record);
  }
  return [documents, lines];
}

function parseLine(path: string, number: number, line: string): StoredDocument & Record<string, unknown> {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    throw new DamagedJournal(path, number, line.trim() === '' ? 'an empty line' : 'something that is not JSON');
  }
  if (typeof record !== 'object' || record === null || typeof (record as StoredDocument)._id !== 'string') {
    throw new DamagedJournal(path, number, 'JSON without an _id');
  }
  return record as StoredDocument & Record<string, unknown>;
}
