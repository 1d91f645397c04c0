import { BSON } from 'mongodb';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_LENGTH = 16;
const MAX_MESSAGE_LENGTH = 48_000_000;
const MORE_TO_COME = 0b10;
const CHECKSUM_PRESENT = 0b1;

/** One command as it came over the wire. */
export interface WireRequest {
  readonly requestId: number;
  readonly command: BSON.Document;
  /** The first greeting of a connection still comes in the old format, and is answered in it. */
  readonly legacy: boolean;
  /** False when the client does not wait for an answer. */
  readonly wantsReply: boolean;
}

/** The whole messages at the start of the bytes, and what is left of the last one. */
export function readMessages(bytes: Buffer): { readonly requests: WireRequest[]; readonly rest: Buffer } {
  const requests: WireRequest[] = [];
  let rest = bytes;
  while (rest.length >= HEADER_LENGTH) {
    const length = rest.readInt32LE(0);
    if (length < HEADER_LENGTH || length > MAX_MESSAGE_LENGTH) throw new Error(`a message of ${length} bytes`);
    if (rest.length < length) break;
    requests.push(readMessage(rest.subarray(0, length)));
    rest = rest.subarray(length);
  }
  return { requests, rest };
}

function readMessage(message: Buffer): WireRequest {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  const body = message.subarray(HEADER_LENGTH);
  if (opCode === OP_MSG) return readOpMsg(requestId, body);
  if (opCode === OP_QUERY) return readOpQuery(requestId, body);
  throw new Error(`opcode ${opCode} is not known`);
}

/** flags, then sections: kind 0 is the command, kind 1 a field of it as a sequence of documents. */
function readOpMsg(requestId: number, body: Buffer): WireRequest {
  const flags = body.readUInt32LE(0);
  const end = (flags & CHECKSUM_PRESENT) === 0 ? body.length : body.length - 4;
  const command: BSON.Document = {};
  let offset = 4;
  while (offset < end) {
    const kind = body[offset];
    offset += 1;
    const size = body.readInt32LE(offset);
    const section = body.subarray(offset, offset + size);
    if (kind === 0) Object.assign(command, BSON.deserialize(section));
    else readSequence(section.subarray(4), command);
    offset += size;
  }
  return { requestId, command, legacy: false, wantsReply: (flags & MORE_TO_COME) === 0 };
}

function readSequence(section: Buffer, command: BSON.Document): void {
  const nameEnd = section.indexOf(0);
  const documents: BSON.Document[] = [];
  for (let offset = nameEnd + 1; offset < section.length; ) {
    const size = section.readInt32LE(offset);
    documents.push(BSON.deserialize(section.subarray(offset, offset + size)));
    offset += size;
  }
  command[section.toString('utf8', 0, nameEnd)] = documents;
}

/** flags, a collection name that ends in zero, skip, limit, the command. */
function readOpQuery(requestId: number, body: Buffer): WireRequest {
  const documentAt = body.indexOf(0, 4) + 1 + 8;
  return { requestId, command: BSON.deserialize(body.subarray(documentAt)), legacy: true, wantsReply: true };
}

export function writeReply(request: WireRequest, reply: BSON.Document): Buffer {
  const document = BSON.serialize(reply);
  // flags; in the old format also a cursor id, a position and the number of documents
  const prefix = Buffer.alloc(request.legacy ? 20 : 5);
  if (request.legacy) prefix.writeInt32LE(1, 16);
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeInt32LE(HEADER_LENGTH + prefix.length + document.length, 0);
  header.writeInt32LE(request.requestId, 8);
  header.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, prefix, document]);
}
