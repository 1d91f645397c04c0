import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Role } from '#schema/generated/enums.js';

@ObjectType('User', { description: 'Somebody who uses the platform.' })
@Directive('@key(fields: "id")')
export class UserType {
  @Field(() => ID, { description: 'The subject of their token.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'As their token last gave it; null when it never did.' })
  name!: string | null;

  @Field(() => [Role], {
    description: 'What they may do, as their token last said; empty for somebody who never called.',
  })
  roles!: readonly Role[];
}
