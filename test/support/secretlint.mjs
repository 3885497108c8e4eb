// Reads a list of texts as JSON from standard input; writes for each what secretlint's recommended
// rules find in it. A program of its own: these are ES modules, and Jest loads none on Node 20.
import { text } from 'node:stream/consumers';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

/** No rule reads on beyond it. */
const BETWEEN = '\n\n%%\n\n';
/** Two rules look into files of these names alone. */
const FILES = ['.npmrc', 'package.json'];
const options = {
  noPhysicFilePath: true,
  config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
};

const texts = JSON.parse(await text(process.stdin));
// As one document: each further one costs secretlint more than the one before.
const content = texts.join(BETWEEN);
const messages = [];
for (const filePath of FILES) {
  const source = { content, filePath, ext: '', contentType: 'text' };
  messages.push(...(await lintSource({ source, options })).messages);
}

let start = 0;
const findings = texts.map((each) => {
  const from = start;
  start += each.length + BETWEEN.length;
  return messages
    .filter(({ range }) => range[0] >= from && range[0] < start)
    .map(({ messageId, message }) => ({ rule: messageId, message }));
});
process.stdout.write(JSON.stringify(findings));
