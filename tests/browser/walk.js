// Goes the journeys in both languages, with scripts and without, and looks at every kind of page. Ends with 1 when something is not as it must be.
const fs = require('fs');
const { fail, faults, launch } = require('./desk.js');
const journeys = require('./journeys.js');
const pages = require('./pages.js');

const [modules, base, away] = process.argv.slice(2);

(async () => {
  const browser = await launch(modules);
  console.log(`Chromium ${browser.version()}`);
  let turn = 0;
  for (const lang of ['zh', 'en']) {
    for (const script of [true, false]) {
      for (const [name, journey] of Object.entries(journeys)) {
        turn += 1;
        const before = faults.length;
        const brought = await journey({ browser, base, lang, script, turn }).catch((error) => fail(error.message.split('\nBrowser logs')[0]));
        if (brought && away) fs.writeFileSync(away, brought);
        console.log(`${name}, ${lang}, ${script ? 'with' : 'without'} scripts: ${faults.length === before ? 'as it must be' : 'WRONG'}`);
      }
    }
    const before = faults.length;
    const looked = await pages({ browser, base, modules, lang });
    console.log(`pages, ${lang}: ${looked} looked at in two widths, ${faults.length - before} wrong`);
  }
  await browser.close();
  process.exit(faults.length === 0 ? 0 : 1);
})();
