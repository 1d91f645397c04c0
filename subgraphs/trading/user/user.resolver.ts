import { Ctx, Query, Resolver } from 'type-graphql';
import type { TradingContext } from '../context.js';
import type { UserService } from './user.service.js';
import { UserType } from './user.type.js';

@Resolver(() => UserType)
export class UserResolver {
  constructor(private readonly users: UserService) {}

  @Query(() => UserType, { description: 'The caller, as the gateway authenticated it.' })
  async viewer(@Ctx() { viewer }: TradingContext): Promise<UserType> {
    await this.users.remember(viewer);
    return viewer;
  }
}
