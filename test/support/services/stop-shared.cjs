const { stopSharedServers } = require('./shared-servers.ts');

module.exports = stopSharedServers;
