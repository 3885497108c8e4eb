const { transform } = require('../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  transform,
  setupFiles: ['reflect-metadata'],
};
