// The order in which a pass of jest starts its test files. Jest knows how long each took the last time, and on a
// clean checkout the size of the file alone: what installs packages is small there, and takes longest.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = /test\/(compatibility|e2e\/error-delivery\.)/;

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const ordered = Sequencer.prototype.sort.call(this, tests);
    return [...ordered.filter(isLongest), ...ordered.filter((test) => !isLongest(test))];
  }
};

function isLongest({ path }) {
  return LONGEST.test(path);
}
