export const expect = {
  equal(actual, expected, what) {
    if (actual !== expected) {
      throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
    }
  },

  match(actual, pattern, what) {
    if (!pattern.test(actual)) {
      throw new Error(`${what}: ${JSON.stringify(actual)} does not match ${pattern}`);
    }
  },

  true(condition, what) {
    if (!condition) {
      throw new Error(`It is not so that ${what}`);
    }
  },
};
