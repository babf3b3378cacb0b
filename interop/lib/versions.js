import { existsSync, readFileSync } from 'node:fs';

/** The version of an installed package. */
export function versionOf(name) {
  return JSON.parse(readFileSync(descriptionOf(name))).version;
}

/** The same, or undefined where the package is not installed. */
export function findVersion(name) {
  return existsSync(descriptionOf(name)) ? versionOf(name) : undefined;
}

function descriptionOf(name) {
  return new URL(`../node_modules/${name}/package.json`, import.meta.url);
}
