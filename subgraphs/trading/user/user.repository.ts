import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import { Role } from '#schema/generated/enums.js';
import type { User } from './user.js';

interface StoredUser extends StoredDocument, Omit<User, 'id'> {}

const storedUser = z.object({ _id: z.string(), name: z.string().nullable(), roles: z.array(z.enum(Role)) });

export class UserRepository {
  private constructor(private readonly documents: DocumentCollection<StoredUser>) {}

  static async open(store: DocumentStore): Promise<UserRepository> {
    return new UserRepository(await store.collection<StoredUser>('users'));
  }

  async findByIds(ids: readonly string[]): Promise<User[]> {
    const found = await this.documents.find({ _id: { $in: ids } });
    return found.map((document) => {
      const { _id: id, name, roles } = storedUser.parse(document);
      return { id, name, roles };
    });
  }

  /** Inserts or overwrites. */
  async save({ id, name, roles }: User): Promise<void> {
    const fields = { name, roles: [...roles] };
    if ((await this.documents.updateOne({ _id: id }, { $set: fields })) !== null) return;
    try {
      await this.documents.insert({ _id: id, ...fields });
    } catch (error) {
      // Another request of the same user was first, with the same token.
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }
}
