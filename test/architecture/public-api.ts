import {
  createProgram,
  forEachChild,
  isClassDeclaration,
  isInterfaceDeclaration,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  SyntaxKind,
} from 'typescript';
import type { Declaration, Node } from 'typescript';

/** The public API as text: each export with its signature, sorted, without comments and private parts. */
export function describePublicApi(entry: string): string {
  const program = createProgram([entry], {
    target: ScriptTarget.ES2022,
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} exports nothing`);
  const exported = checker.getExportsOfModule(module).map((symbol) => {
    const isAlias = (symbol.flags & 2_097_152) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    const [declaration] = target.declarations ?? [];
    return declaration ? textOf(declaration) : symbol.name;
  });
  return `${exported.toSorted().join('\n\n')}\n`;
}

function textOf(declaration: Declaration): string {
  const source = declaration.getSourceFile();
  const keep = (node: Node): string =>
    source.text
      .slice(node.getStart(source), node.getEnd())
      .replaceAll(/\/\*\*[\s\S]*?\*\/\s*/g, '');
  if (!isClassDeclaration(declaration) && !isInterfaceDeclaration(declaration))
    return keep(declaration);
  const members = declaration.members.filter((member) => !isPrivate(member)).map(keep);
  const head = keep(declaration).split('{')[0]?.trim();
  return [
    `${head} {`,
    ...members.map((member) => `  ${member.replaceAll(/\n\s*/g, ' ')}`),
    '}',
  ].join('\n');
}

function isPrivate(member: Node): boolean {
  let found = false;
  forEachChild(member, (child) => {
    if (child.kind === SyntaxKind.PrivateKeyword) found = true;
  });
  return found;
}
