import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

export interface ComposeService {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly restart: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly deploy: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The five that are ours; the other two are stores. */
export const nodeServices = ['market-data', 'trading', 'ml-platform', 'gen-ai', 'gateway'] as const;

export const rootFolder = new URL('../../', import.meta.url);

export function readRootFile(name: string): Promise<string> {
  return readFile(new URL(name, rootFolder), 'utf8');
}

/** Compose's YAML: merge keys, no variables replaced. */
export async function readCompose(): Promise<ComposeFile> {
  return parse(await readRootFile('docker-compose.yml'), { merge: true });
}

export interface Variable {
  readonly name: string;
  /** `-` gives a default, `?` a message; nothing asks for neither. */
  readonly operator: '' | ':-' | ':?';
  readonly operand: string;
}

const VARIABLE = /\$(?:\$|\{([A-Z][A-Z0-9_]*)(?:(:-|:\?)([^}]*))?\}|)/g;

/** The variables of a text. Throws for a `$` that Compose would refuse, or that this reader does not know. */
export function variablesOf(text: string): Variable[] {
  const found: Variable[] = [];
  for (const [whole, name, operator = '', operand = ''] of text.matchAll(VARIABLE)) {
    if (whole === '$$') continue;
    if (name === undefined) throw new SyntaxError(`a $ that is no variable and is not written $$: ${text}`);
    found.push({ name, operator: operator as Variable['operator'], operand });
  }
  return found;
}

/** A text as Compose hands it to a container. Throws where Compose does: a required variable is missing or empty. */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  variablesOf(text);
  return text.replace(VARIABLE, (whole, name?: string, operator?: string, operand?: string) => {
    if (whole === '$$') return '$';
    const value = variables[name ?? ''] ?? '';
    if (value !== '') return value;
    if (operator === ':?') throw new Error(`required variable ${name} is missing: ${operand}`);
    return operand ?? '';
  });
}

/** Every text of a value, with the path that leads to it. */
export function* textsOf(value: unknown, path = ''): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) yield* textsOf(member, path === '' ? key : `${path}.${key}`);
  }
}

/** Services in the order in which Compose starts them. Throws when they wait for each other. */
export function startOrder(services: ComposeFile['services']): string[] {
  const order: string[] = [];
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) throw new Error(`a cycle: ${[...above, name].join(' → ')}`);
    if (order.includes(name)) return;
    for (const before of Object.keys(services[name]?.depends_on ?? {})) visit(before, [...above, name]);
    order.push(name);
  };
  for (const name of Object.keys(services)) visit(name, []);
  return order;
}

/** What the last stage of the Dockerfile takes from the stage that builds, by its path in the repository. */
export function copiedFromBuild(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) \.\/(\S+)$/gm)].map(([, from, to]) => {
    if (from !== to) throw new Error(`the Dockerfile renames ${from} to ${to}`);
    return from as string;
  });
}

/** The command of the Dockerfile's HEALTHCHECK. */
export function dockerfileHealthCheck(dockerfile: string): string[] {
  const [, command = 'null'] = /^HEALTHCHECK (?:.*\\\n\s*)?.*?CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  return JSON.parse(command);
}
