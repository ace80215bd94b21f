// The system's Chromium, quiet and offline.
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

function findChromium() {
  const which = execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome || true']);
  const found = which.toString().trim();
  if (!found) throw new Error('no chromium: ./dev test installs it');
  return found;
}

export function openBrowser() {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}
