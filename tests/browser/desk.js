// A desk with a browser: pages are opened in Chromium, and nothing may leave the machine.
const path = require('path');

const faults = [];

/** Notes what is wrong, and goes on: one look at everything says more than the first fault. */
function fail(what) {
  faults.push(what);
  console.log(`  WRONG: ${what}`);
}

/** What must hold. */
function expect(holds, what) {
  if (!holds) fail(what);
}

/** Chromium of this machine. */
async function launch(modules) {
  const { chromium } = require(path.join(modules, 'playwright-core'));
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A window of somebody. Whatever it asks for must be on the ledger's own address; what is not there is noted. */
async function desk(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true, ...options });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${base}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) fail(`asked for ${url}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) fail(`${response.url()}: ${response.status()}`);
  });
  context.on('weberror', (error) => fail(`a script broke: ${error.error()}`));
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error' && !/status of 4/.test(message.text())) fail(`console: ${message.text()}`); });
  return { context, page };
}

/** Signs somebody in, as he does. */
async function signIn(page, base, lang, name) {
  await page.goto(`${base}/sign-in${lang === 'en' ? '?lang=en' : ''}`);
  await page.fill('input[name=name]', name);
  await page.fill('input[name=password]', process.env.QIZHANG_TRIAL_PASSWORD);
  await page.locator('main form button').click();
}

module.exports = { faults, fail, expect, launch, desk, signIn };
