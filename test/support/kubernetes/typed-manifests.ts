import { join } from 'node:path';
import {
  createCompilerHost,
  createProgram,
  createSourceFile,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
} from 'typescript';
import type { Manifest } from './manifests';

/** Where kubernetes-types has the type of each kind. */
const MODULES: Readonly<Record<string, string>> = {
  'v1 Service': 'core/v1',
  'v1 ServiceAccount': 'core/v1',
  'apps/v1 Deployment': 'apps/v1',
  'policy/v1 PodDisruptionBudget': 'policy/v1',
  'networking.k8s.io/v1 NetworkPolicy': 'networking/v1',
};

const FILE = join(__dirname, 'manifests.generated.ts');

/** What the compiler says against the objects: a field that there is none of, or a value of another type. */
export function typeMistakesIn(manifests: readonly object[]): string[] {
  const text = manifests.map((manifest, i) => statementFor(manifest as Manifest, i)).join('\n');
  const options = {
    target: ScriptTarget.ES2022,
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    lib: ['lib.es5.d.ts'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const host = createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) =>
    name === FILE
      ? createSourceFile(name, text, ScriptTarget.ES2022)
      : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === FILE || fileExists(name);
  return getPreEmitDiagnostics(createProgram([FILE], options, host)).map(({ messageText }) =>
    flattenDiagnosticMessageText(messageText, ' '),
  );
}

function statementFor(manifest: Manifest, index: number): string {
  const { apiVersion, kind } = manifest;
  const module = MODULES[`${apiVersion} ${kind}`];
  if (!module) throw new Error(`${apiVersion} ${kind} is of no kind that is known here`);
  const type = `import('kubernetes-types/${module}').${kind}`;
  return `export const object${index} = ${JSON.stringify(manifest)} satisfies ${type};`;
}
