// Checks inclusion proofs and checkpoint signatures with @sigstore/verify, the code that checks npm's own signatures.
const fs = require('fs');
const path = require('path');
const crypto = require('crypto');

const [modules, folder] = process.argv.slice(2);
const inside = (file) => require(path.join(modules, '@sigstore/verify/dist/tlog', file));
const { verifyCheckpoint } = inside('checkpoint.js');
const { verifyMerkleInclusion } = inside('merkle.js');
const read = (name) => fs.readFileSync(path.join(folder, name));

let accepted = 0;
let refused = 0;
function expect(what, wanted, check) {
  let failure = null;
  try { check(); } catch (error) { failure = error; }
  if ((failure === null) !== wanted) {
    console.log(`npm @sigstore/verify: DISAGREES: ${what}: wanted accepted=${wanted}, got ${failure || 'accepted'}`);
    process.exit(1);
  }
  if (wanted) accepted += 1; else refused += 1;
}

// A key line is NAME+ID+BASE64; behind its first byte the last part is the bare Ed25519 key.
const logs = read('vkeys').toString().trim().split('\n').map((line) => {
  const [name, id, ...rest] = line.split('+');
  const bare = Buffer.from(rest.join('+'), 'base64').subarray(1);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bare]);
  const publicKey = crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });
  return { logID: Buffer.from(id, 'hex'), publicKey, baseURL: `https://${name}`, validFor: { start: new Date(0), end: new Date(9e12) } };
});

const changed = (bytes) => { const other = Buffer.from(bytes); other[other.length >> 1] ^= 1; return other; };

const names = fs.readdirSync(folder).filter((name) => name.endsWith('.tlog-proof'));
for (const name of names) {
  const [head, ...rest] = read(name).toString().split('\n\n');
  const envelope = rest.join('\n\n');
  const [, index, ...hashes] = head.split('\n');
  const entry = (body, note, path) => ({
    canonicalizedBody: body,
    inclusionProof: {
      logIndex: index.slice('index '.length),
      treeSize: note.split('\n')[1],
      hashes: path.map((line) => Buffer.from(line, 'base64')),
      checkpoint: { envelope: note },
    },
  });
  const body = read(name.replace('.tlog-proof', '.entry'));
  const check = (one) => verifyMerkleInclusion(one, verifyCheckpoint(one, logs));
  expect(name, true, () => check(entry(body, envelope, hashes)));
  expect(`${name}: event changed`, false, () => check(entry(changed(body), envelope, hashes)));
  const other = envelope.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`);
  expect(`${name}: checkpoint changed`, false, () => check(entry(body, other, hashes)));
  expect(`${name}: proof too short`, false, () => check(entry(body, envelope, hashes.slice(1))));
}
console.log(`npm @sigstore/verify: accepted ${accepted}, refused ${refused}`);
