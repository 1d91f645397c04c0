import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { connectionType } from '#kit/graphql/pagination.js';
import { DateTimeScalar } from '#kit/graphql/scalars.js';
import { UserStub } from '#kit/graphql/shared-types.js';
import { ExperimentStatus } from '#schema/generated/enums.js';

@ObjectType('ModelExperiment', {
  description: 'A line of research: runs that are compared with each other, and the strategies that grew out of them.',
})
@Directive('@key(fields: "id")')
export class ExperimentType {
  @Field(() => ID, { description: 'Begins with `exp_`.' })
  id!: string;

  @Field(() => String, { description: 'What the researcher calls it.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description!: string | null;

  @Field(() => ExperimentStatus, { description: 'Whether it is still worked on.' })
  status!: ExperimentStatus;

  @Field(() => [String], { description: 'Words to find it by.' })
  tags!: readonly string[];

  @Field(() => UserStub, { description: 'Who created it.' })
  owner!: UserStub;

  @Field(() => [ID], { description: 'What trading resolves `strategies` from.' })
  @Directive('@inaccessible')
  strategyIds!: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it, or its links, last changed.' })
  updatedAt!: string;
}

export const ExperimentConnection = connectionType('ModelExperiment', ExperimentType);

/** trading's Strategy, to which this subgraph adds `experiments`. */
@ObjectType('Strategy')
@Directive('@key(fields: "id")')
export class StrategyWithExperiments {
  @Field(() => ID)
  id!: string;
}
