// Four journeys, each as somebody at a desk goes them: by what stands on the page, never by an address he could not know.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { desk, expect, signIn } = require('./desk.js');

const WORDS = {
  zh: {
    findings: '疑点', find: '查找', bundle: /底稿包/, run: '试算', again: '重新检查', submit: /提交 \d+ 条/, confirm: /^确认/,
    bring: /导入/, returned: /不提交/, hand: /查阅链接/, links: /全部链接/, english: 'English', copied: '已复制',
  },
  en: {
    findings: 'Findings', find: 'Search', bundle: /Bundle/, run: 'Run', again: 'Check again', submit: /Submit \d+ record/, confirm: /^Confirm/,
    bring: /Import/, returned: /not submitted/, hand: /Hand a link/, links: /All links/, english: '中文', copied: 'Copied',
  },
};

const start = (base, lang, on) => `${base}/?on=${on}${lang === 'en' ? '&lang=en' : ''}`;
const main = (page) => page.locator('main');
const link = (page, name) => main(page).getByRole('link', { name }).first();

/** The command at the foot goes to the clipboard by its button; without scripts there is no button, and one click marks it. */
async function takeAlong(page, lang, script) {
  const command = page.locator('footer .command code');
  const words = await command.innerText();
  expect(/^qizhang why P-2026-0001 .*--on 2026-12-31 --known \d+/.test(words), `the command says both times: ${words}`);
  const button = page.locator('footer .command button');
  expect(await button.isVisible() === script, 'the button is there when it does something');
  if (script) {
    await press(page, 'c');
    await page.waitForFunction(() => document.querySelector('footer .command [role=status]').textContent !== '');
    expect((await page.locator('footer .command [role=status]').innerText()) === WORDS[lang].copied, 'it says that it copied');
    expect(await page.evaluate(() => navigator.clipboard.readText()) === words, 'the clipboard has the command');
  }
  if (!script) {
    await command.click();
    expect(await page.evaluate(() => document.getSelection().toString()) === words, 'one click marks the command');
  }
  await press(page, 's');
  expect(await page.locator('.search input[type=search]:focus').count() === 1, 'Alt+S goes to the search');
}

/** A letter together with Alt, as a keyboard sends it: access keys look at what the key would write, which a pressed shortcut does not say. */
async function press(page, letter) {
  const key = { modifiers: 1, key: letter, text: letter, unmodifiedText: letter, windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0) };
  const wire = await page.context().newCDPSession(page);
  for (const type of ['keyDown', 'keyUp']) await wire.send('Input.dispatchKeyEvent', { type, ...key });
  await wire.detach();
}

/** The auditor: from a finding to the payment, the clause, the fact and its paper; and away with the bundle. */
async function auditor({ browser, base, lang, script }) {
  const { context, page } = await desk(browser, base, { javaScriptEnabled: script, permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(page, base, lang, 'auditor');
  await page.goto(start(base, lang, '2026-12-31'));
  await page.locator('nav').getByRole('link', { name: WORDS[lang].findings, exact: true }).first().click();
  await link(page, /^D05-/).click();
  expect((await main(page).innerText()).includes('110,000.00'), 'the finding says what was overpaid');
  await page.locator('main .ways').getByRole('link', { name: /P-2026-0001/ }).click();
  expect(page.url().includes('/payments/P-2026-0001'), `a finding leads to the payment, not to ${page.url()}`);
  const told = await main(page).innerText();
  expect(told.includes('310,000.00') && told.includes('420,000.00'), 'the payment says what was due then and now');
  await takeAlong(page, lang, script);
  const waits = page.waitForEvent('download');
  await link(page, WORDS[lang].bundle).click();
  const bundle = fs.readFileSync(await (await waits).path());
  expect(bundle.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1')), 'the bundle is a packed file');
  await page.goBack();
  if (!page.url().includes('/payments/')) await page.goto(`${base}/payments/P-2026-0001?on=2026-12-31`);
  const kept = page.url();
  await page.locator('main .ways a[href*="/articles/"]').first().click();
  expect(page.url().includes('/articles/'), 'an amount leads to its clause');
  // The certificate that the money rests on.
  await link(page, /#181/).click();
  expect(/c{64}/.test(await main(page).innerText()), 'an event shows its paper with its digest');
  expect(page.url().includes('on=2026-12-31') && kept.includes('on=2026-12-31'), 'both times are kept all the way');
  await context.close();
  return bundle;
}

/** The analyst: changes a rate, compares, and sends the address to somebody who sees the same. */
async function analyst({ browser, base, lang, script }) {
  const { context, page } = await desk(browser, base, { javaScriptEnabled: script });
  await page.goto(start(base, lang, '2026-12-31'));
  await page.locator('nav').getByRole('link', { name: lang === 'en' ? 'What if' : '试算', exact: true }).first().click();
  await page.locator('main input[name=set]').first().fill('changping-2025-8:第五条/新认定/比例=15%');
  await page.locator('main').getByRole('button', { name: WORDS[lang].run, exact: true }).click();
  const told = await main(page).innerText();
  expect(told.includes('155,000.00'), `15% instead of 10% costs ¥155,000.00 more: ${told.slice(0, 300)}`);
  const files = await page.locator('footer a[href*=".xlsx"]').first().getAttribute('href');
  expect((await context.request.get(base + files)).status() === 200, 'the comparison is there as a workbook');
  const shared = page.url();
  await context.close();
  const other = await desk(browser, base, { javaScriptEnabled: script });
  await other.page.goto(shared);
  expect((await main(other.page).innerText()).includes('155,000.00'), 'whoever is sent the address sees the same');
  await other.context.close();
}

/** The clerk: a bad table comes back, is mended, goes in, and somebody else confirms it. */
async function clerk({ browser, base, lang, script, turn }) {
  const first = await desk(browser, base, { javaScriptEnabled: script });
  const room = fs.mkdtempSync(path.join(os.tmpdir(), 'table-'));
  // A ledger that was walked through before has other contracts.
  const run = Date.now() % 1e9;
  const contract = (number) => `HT-${run}-${turn}-${number}`;
  const yuan = (run % 1e5) * 10 + turn;
  const table = path.join(room, 'interest.csv');
  const heads = '统一社会信用代码,借款合同编号,计息期间,实付利息（含罚息）,其中罚息,付息日期';
  fs.writeFileSync(table, `${heads}\n91110108551385082Q,${contract(1)},2026-01-01/2026-03-31,${yuan}.78,,2026-04-05\n` +
    `91110108551385082Q,${contract(2)},2026-01-01/2026-03-31,${yuan}.79,,5/4/2026\n`);
  const { page } = first;
  await signIn(page, base, lang, 'recorder');
  const bring = async (file) => {
    await page.locator('nav').getByRole('link', { name: WORDS[lang].bring }).first().click();
    await page.selectOption('main select[name=type]', 'loan.interest_paid');
    await page.setInputFiles('main input[name=file]', file);
    await page.locator('main form[enctype] button').first().click();
  };
  await bring(table);
  expect((await main(page).innerText()).includes('F3'), 'the bad cell is named');
  const waits = page.waitForEvent('download');
  await page.locator('main a[href*="/bad?"][href*="as=csv"]').click();
  const bad = fs.readFileSync(await (await waits).path(), 'utf8');
  expect(bad.includes(contract(2)) && !bad.includes(contract(1)), 'the bad row comes back, and no other');
  await page.locator('main input[name=returned]').check();
  await page.locator('main').getByRole('button', { name: WORDS[lang].submit }).click();
  const good = page.url();
  expect(/\/import\/\d+/.test(good), `what is good waits: ${good}`);
  const mended = path.join(room, 'mended.csv');
  fs.writeFileSync(mended, bad.replace('5/4/2026', '2026-04-05'));
  await bring(mended);
  await page.locator('main').getByRole('button', { name: WORDS[lang].submit }).click();
  const batches = [good, page.url()];
  await page.goto(batches[0]);
  const confirms = (other) => other.locator('main').getByRole('button', { name: WORDS[lang].confirm });
  expect(await confirms(page).count() === 0, 'nobody confirms what he submitted');
  await first.context.close();
  const second = await desk(browser, base, { javaScriptEnabled: script });
  await signIn(second.page, base, lang, 'reviewer');
  for (const batch of batches) {
    await second.page.goto(batch);
    await confirms(second.page).click();
  }
  const subject = `${base}/subjects/91110108551385082Q?kind=loan.interest_paid${lang === 'en' ? '&lang=en' : ''}`;
  await second.page.goto(subject);
  const told = await main(second.page).innerText();
  expect(told.includes(contract(1)) && told.includes(contract(2)), 'both rows are on the file of the enterprise');
  await second.context.close();
}

/** The office hands a link to an enterprise, which reads its notice without signing in, and nothing when it is revoked. */
async function enterprise({ browser, base, lang, script }) {
  const office = await desk(browser, base, { javaScriptEnabled: script });
  await signIn(office.page, base, lang, 'recorder');
  await office.page.goto(`${base}/subjects/91110108551385082Q/notice${lang === 'en' ? '?lang=en' : ''}`);
  await office.page.locator('main .ways').getByRole('link', { name: WORDS[lang].hand }).click();
  await office.page.locator('main form.fill button').click();
  const address = await office.page.locator('#address').innerText();
  await link(office.page, WORDS[lang].links).click();
  expect(!(await office.page.content()).includes(address.slice(-64)), 'it is shown once');
  const home = await desk(browser, base, { javaScriptEnabled: script, viewport: { width: 390, height: 844 } });
  // Its address begins in Chinese, whoever hands it out.
  await home.page.goto(`${address}${lang === 'en' ? '?lang=en' : ''}`);
  expect((await main(home.page).innerText()).includes('420,000.00'), 'it says what was paid');
  const leads = await home.page.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(leads.length === 1 && leads[0].startsWith('?lang='), `nothing leads on: ${leads}`);
  await home.page.getByRole('link', { name: WORDS[lang].english }).click();
  expect((await main(home.page).innerText()).includes('420,000.00'), 'the other language says the same');
  await office.page.locator('main form.inline button').first().click();
  expect((await home.page.reload()).status() === 403, 'what is revoked opens nothing');
  await office.context.close();
  await home.context.close();
}

module.exports = { auditor, analyst, clerk, enterprise };
