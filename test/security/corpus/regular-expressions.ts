import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const SOURCES = join(__dirname, '../../../libs/observability/src');

/** A regular expression that stands in the library's sources. */
export interface FoundExpression {
  /** The file and the expression. */
  readonly name: string;
  readonly expression: RegExp;
}

/** What the library's sources have of them. */
export interface FoundExpressions {
  readonly literals: readonly FoundExpression[];
  /** Files that make some while they run. */
  readonly makers: readonly string[];
}

/** Reads all sources but their specs, by the parser of TypeScript. */
export function findExpressions(): FoundExpressions {
  const literals: FoundExpression[] = [];
  const makers = new Set<string>();
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const text = readFileSync(join(SOURCES, file), 'utf8');
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), (node) => {
      if (ts.isRegularExpressionLiteral(node)) {
        literals.push({ name: `${file} ${node.text}`, expression: expressionOf(node.text) });
      } else if (makesExpression(node)) {
        makers.add(file);
      }
    });
  }
  return { literals, makers: [...makers] };
}

function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

function makesExpression(node: ts.Node): boolean {
  const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
  return isCall && node.expression.getText() === 'RegExp';
}

function expressionOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** Classes, groups' heads, repetitions and signs of a pattern: what stands between its words. */
const SIGNS =
  /\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:)|\{\d*,?\d*\}|\\[bBdDsSwWpPu](?:\{[^}]*\})?|[()|?+^$]|\.?\*/;
const ESCAPE = /\\(.)/g;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The literal words of an expression, such as the quotes and brackets that it searches for. */
export function wordsOf({ source }: RegExp): string[] {
  const words = source
    .split(SIGNS)
    .map((word) => word.replaceAll(ESCAPE, (_all, sign: string) => CONTROLS[sign] ?? sign));
  return [...new Set(words.filter((word) => word !== ''))];
}
