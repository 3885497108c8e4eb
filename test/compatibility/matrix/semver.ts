// It has no types of its own.
export const { rcompare, satisfies } = require('semver') as {
  /** Negative where the first version is the newer. */
  rcompare(version: string, other: string): number;
  satisfies(version: string, range: string): boolean;
};
