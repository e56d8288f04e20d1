// Every kind of page on a desk and on a telephone, held against axe-core (WCAG 2.1 A and AA, and what it calls best practice): nothing is
// wider than the screen, and the page says which language it is in.
const fs = require('fs');
const path = require('path');
const { desk, fail, signIn } = require('./desk.js');

const SCREENS = [{ width: 1366, height: 768 }, { width: 390, height: 844 }];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** What a page has names of. One page of each kind is enough. */
const NAMES = /(?<=\/(subjects|payments|findings|articles|events|types|registers|record|recorded|import|users)\/)[^/?]+/g;
const FILES = /\.(json|csv|parquet|xlsx)(\?|$)|\/bundle|\/template|\/sign-out/;

/** An address of each kind that can be reached, from the first page on. */
async function kinds(page, base, first) {
  const [found, open] = [new Map(), [first]];
  while (open.length > 0) {
    const address = open.shift();
    const kind = new URL(address, base).pathname.replace(NAMES, '*');
    if (found.has(kind) || FILES.test(address)) continue;
    const answer = await page.goto(base + address);
    if (answer.status() !== 200) fail(`${address}: ${answer.status()}`);
    found.set(kind, address);
    open.push(...await page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href'))));
  }
  return [...found.values()];
}

/** The page behind a link that is handed out, to which no other page leads. */
async function handed(page, base, lang) {
  const tail = lang === 'en' ? '?lang=en' : '';
  await page.goto(`${base}/subjects/91110108551385082Q/links${tail}`);
  await page.locator('main form.fill button').click();
  return (await page.locator('#address').innerText()).slice(base.length) + tail;
}

async function look(page, axe, address, lang, width) {
  await page.evaluate(axe);
  const told = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules }), RULES);
  for (const one of told.violations) {
    const where = one.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ');
    fail(`${address} (${width}): axe ${one.id}: ${one.help}: ${where}`);
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) fail(`${address} (${width}): ${over} pixels wider than the screen`);
  const named = await page.evaluate(() => document.documentElement.lang);
  if (!named.startsWith(lang)) fail(`${address}: the page says that it is in ${named}`);
}

module.exports = async function pages({ browser, base, modules, lang }) {
  const axe = fs.readFileSync(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
  let addresses = null;
  for (const viewport of SCREENS) {
    // axe is put in by the browser itself: the pages let no script in.
    const { context, page } = await desk(browser, base, { viewport, bypassCSP: true });
    await signIn(page, base, lang, 'administrator');
    const first = `/?on=2026-12-31${lang === 'en' ? '&lang=en' : ''}`;
    addresses = addresses || [...await kinds(page, base, first), await handed(page, base, lang)];
    for (const address of addresses) {
      await page.goto(base + address);
      await look(page, axe, address, lang, viewport.width);
    }
    await context.close();
  }
  return addresses.length;
};
