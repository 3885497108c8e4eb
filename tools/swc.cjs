// How TypeScript with Nest's decorators is compiled to CommonJS. CommonJS itself, so that tests can load it too.
exports.SWC = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  // import() stays: some packages are ES modules.
  module: { type: 'commonjs', ignoreDynamic: true },
};
