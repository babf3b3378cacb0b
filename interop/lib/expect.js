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

  /** Of steps, each with the time at which it came: which they are, and that they did not all come at the end. */
  oneByOne(steps, expected, delay) {
    this.equal(steps.map(([step]) => step).join(), expected, 'steps');
    const took = steps.at(-1)[1] - steps[0][1];
    this.true(took > delay, `the steps come one by one: they took ${Math.round(took)} ms`);
  },

  true(condition, what) {
    if (!condition) {
      throw new Error(`It is not so that ${what}`);
    }
  },
};
