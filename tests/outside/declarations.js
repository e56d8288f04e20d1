// Holds every example of every declaration against ajv, which is not ours. The formats that declarations name are spelled out here once
// more, apart from the product.
const fs = require('fs');
const path = require('path');

const [modules, ...folders] = process.argv.slice(2);
const Ajv = require(path.join(modules, 'ajv/dist/2020')).default;

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const code = (text) => {
  if (text.length !== 18 || [...text].some((letter) => !ALPHABET.includes(letter))) return false;
  let [total, weight] = [0, 1];
  for (const letter of text.slice(0, 17)) {
    total += ALPHABET.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (total % 31)) % 31] === text[17];
};
const day = (text) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
};
const period = (text) => {
  const parts = text.split('/');
  return parts.length === 2 && parts.every(day) && parts[0] <= parts[1];
};
const formats = {
  uscc: code,
  date: day,
  'day-period': period,
  'standard-no': /^[A-Z]+[0-9]*(\/[A-Z]+)* [0-9]+([.-][0-9]+)*[-:][0-9]{4}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  digest: /^[0-9a-f]{64}$/,
  // Their patterns say what they are.
  amount: true,
  percentage: true,
};

const files = folders.flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((folder) => fs.statSync(folder).isDirectory())
  .flatMap((folder) => fs.readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name)))
  .sort();

let accepted = 0;
let refused = 0;
for (const file of files) {
  const declaration = JSON.parse(fs.readFileSync(file, 'utf8'));
  // Words of our own begin with `x-` and say nothing to it; everything else it must know.
  const ajv = new Ajv({ strict: true, strictRequired: false, formats });
  const own = new Set();
  const gather = (value) => {
    if (Array.isArray(value)) value.forEach(gather);
    else if (value && typeof value === 'object') {
      Object.entries(value).forEach(([key, inner]) => { if (key.startsWith('x-')) own.add(key); gather(inner); });
    }
  };
  gather(declaration);
  own.forEach((word) => ajv.addKeyword(word));
  const validate = ajv.compile(declaration);
  const rows = [
    ...declaration.examples.map((body) => [true, body]),
    ...(declaration['x-refused'] || []).map((one) => [false, one.body]),
  ];
  for (const [wanted, body] of rows) {
    if (validate(body) !== wanted) {
      console.log(`npm ajv: DISAGREES: ${file}: wanted accepted=${wanted}: ${JSON.stringify(body)}`);
      process.exit(1);
    }
    if (wanted) accepted += 1; else refused += 1;
  }
}
if (accepted === 0 || refused === 0) {
  console.log('npm ajv: nothing was asked');
  process.exit(1);
}
console.log(`npm ajv: accepted ${accepted}, refused ${refused}`);
