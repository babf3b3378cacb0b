// Installs those of the packages that this feed and this machine have, when not all of them can be had; says which are missing.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const npm = (args, options) => execFileSync('npm', [...args, '--loglevel=error'], { stdio: ['ignore', 'pipe', 'inherit'], ...options });
const description = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'ftlauth-interop-'));
try {
  description.dependencies = Object.fromEntries(Object.entries(description.dependencies).filter(isAvailable));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description));
  npm(['install', '--no-audit', '--no-fund'], { cwd: folder });
  rmSync(new URL('node_modules', import.meta.url), { recursive: true, force: true });
  cpSync(join(folder, 'node_modules'), new URL('node_modules', import.meta.url), { recursive: true, verbatimSymlinks: true });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function isAvailable([name, version]) {
  try {
    const { os = [process.platform], cpu = [process.arch] } = JSON.parse(npm(['view', `${name}@${version}`, 'name', 'os', 'cpu', '--json']));
    if ([os].flat().includes(process.platform) && [cpu].flat().includes(process.arch)) {
      return true;
    }
  } catch {
    // npm has said why.
  }

  console.error(`Missing: ${name}@${version}`);
  return false;
}
