import type { Viewer } from '#kit/identity/viewer.js';
import type { User } from './user.js';
import type { UserRepository } from './user.repository.js';

/** How many identities a process keeps in mind, so as not to write the same one at every call. */
const MAX_REMEMBERED = 10_000;

export class UserService {
  private readonly remembered = new Map<string, string>();

  constructor(private readonly repository: UserRepository) {}

  /** Keeps what the viewer's token says, so that others see a name instead of an id. */
  async remember(viewer: Viewer): Promise<void> {
    const identity = JSON.stringify([viewer.name, viewer.roles]);
    if (this.remembered.get(viewer.id) === identity) return;
    await this.repository.save(viewer);
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(viewer.id, identity);
  }

  /** Every id has an answer: a stub in another subgraph is a promise that its owner keeps. */
  async getMany(ids: readonly string[]): Promise<User[]> {
    const known = new Map((await this.repository.findByIds(ids)).map((user) => [user.id, user]));
    return ids.map((id) => known.get(id) ?? { id, name: null, roles: [] });
  }
}
