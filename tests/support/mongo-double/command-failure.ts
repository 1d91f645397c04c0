import type { BSON } from 'mongodb';

/** An error as a server answers it. */
export class CommandFailure extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    readonly facts: BSON.Document = {},
  ) {
    super(message);
  }

  toReply(): BSON.Document {
    return { ok: 0, code: this.code, codeName: this.codeName, errmsg: this.message, ...this.facts };
  }
}
