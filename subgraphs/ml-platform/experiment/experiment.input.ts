import { Field, ID, InputType } from 'type-graphql';
import { idList, tagList, text, textOrNull } from '#kit/graphql/input.js';
import { MAX_STRATEGIES, type NewExperiment } from './experiment.js';

@InputType({ description: 'A new experiment.' })
export class CreateExperimentInput {
  @Field(() => String, { description: 'What to call it: 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is about: at most 5,000 characters.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'Words to find it by: at most 20.' })
  tags?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Strategies that it is linked to from the start: at most 100, all yours.',
  })
  strategyIds?: string[] | null;
}

export function toNewExperiment(input: CreateExperimentInput): NewExperiment {
  return {
    name: text('name', input.name, 200),
    description: textOrNull('description', input.description, 5000),
    tags: tagList('tags', input.tags),
    strategyIds: idList('strategyIds', input.strategyIds, MAX_STRATEGIES),
  };
}
