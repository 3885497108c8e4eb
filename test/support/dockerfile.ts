import { readFileSync } from 'node:fs';

/** A line of a Dockerfile: its instruction and the rest. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** A part of a Dockerfile that begins with FROM. */
export interface Stage {
  readonly image: string;
  readonly alias: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** What a COPY takes. */
export interface Copy {
  /** The stage that it takes from; undefined for the folder that the image is built of. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
}

/** Reads the stages of a Dockerfile, as far as ours goes: no heredocs, no continued lines. Arguments before the first stage have their defaults. */
export function readStages(path: string): Stage[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const args = new Map<string, string>();
  const stages: { image: string; alias: string | undefined; instructions: Instruction[] }[] = [];
  for (const line of lines.filter((each) => each.trim() !== '' && !each.startsWith('#'))) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`no instruction: ${line}`);
    if (name === 'FROM') {
      const [image = '', , alias] = rest.split(/\s+/);
      const named = image.replace(/^\$\{(\w+)\}$/, (_, arg: string) => args.get(arg) ?? '');
      stages.push({ image: named, alias, instructions: [] });
    } else if (name === 'ARG' && stages.length === 0) {
      const [arg = '', value = ''] = rest.split('=');
      args.set(arg, value);
    } else stages.at(-1)?.instructions.push({ name, rest });
  }
  return stages;
}

export function copiesIn({ instructions }: Stage): Copy[] {
  return valuesOf(instructions, 'COPY').map((rest) => {
    const words = rest.split(/\s+/);
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
    return { from, sources: words.filter((word) => !word.startsWith('--')).slice(0, -1) };
  });
}

/** The command that the image runs, in its exec form. */
export function commandIn({ instructions }: Stage): string[] {
  return JSON.parse(valuesOf(instructions, 'CMD')[0] ?? '[]') as string[];
}

export function valuesOf(instructions: readonly Instruction[], name: string): string[] {
  return instructions.filter((each) => each.name === name).map(({ rest }) => rest);
}
