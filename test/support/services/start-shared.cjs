// Jest's globalSetup of a run that shares its servers (SHARED_SERVERS=1); stop-shared.cjs is its globalTeardown.
const { startSharedServers } = require('./shared-servers.ts');

module.exports = startSharedServers;
