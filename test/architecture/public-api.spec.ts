import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePublicApi } from './public-api';

const BUILT = join(__dirname, '../../libs/observability/dist/index.d.ts');
const APPROVED = join(__dirname, 'public-api.approved.txt');

describe('the public API', () => {
  it('is the approved one (APPROVE_API=1 npm test -- public-api approves a change)', () => {
    const found = describePublicApi(BUILT);

    if (process.env['APPROVE_API']) writeFileSync(APPROVED, found);
    expect(existsSync(APPROVED)).toBe(true);
    expect(found).toBe(readFileSync(APPROVED, 'utf8'));
  });
});
