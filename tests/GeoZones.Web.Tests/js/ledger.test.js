import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agrees, audit, ignoredTotal, ledgerOfPart, rowsBySize } from '../../../web/js/ledger.js';

/** @param {Partial<import('../../../web/js/types.js').Ledger>} [changes] */
const ledger = (changes) => ({
  zoneGroundAreaM2: 40_800_000,
  rows: [
    { zone: 'built', urban: 'built', landUse: 'unbuilt', patches: 3, groundAreaM2: 800_000 },
    { zone: 'built', urban: 'built', landUse: 'built', patches: 9, groundAreaM2: 40_000_000 },
  ],
  doubledGroundAreaM2: 0,
  leftOut: [],
  residualM2: 0,
  ...changes,
});

test('rows that sum to the zone add up', () => {
  const sum = audit(ledger());
  assert.equal(sum.sumM2, 40_800_000);
  assert.equal(sum.patches, 12);
  assert.equal(sum.addsUp, true);
});

test('0.01 m² per km² is allowed and not more', () => {
  assert.equal(audit(ledger({ zoneGroundAreaM2: 40_800_000.40 })).addsUp, true);
  assert.equal(audit(ledger({ zoneGroundAreaM2: 40_800_000.42 })).addsUp, false);
});

test('a residual that the server states counts even where the rows happen to sum up', () => {
  assert.equal(audit(ledger({ residualM2: 5 })).addsUp, false);
});

test('an empty ledger does not add up: it proves nothing', () => {
  assert.equal(audit(ledger({ zoneGroundAreaM2: 0, rows: [] })).addsUp, false);
});

test('rows come largest first, with their share of the zone', () => {
  const rows = rowsBySize(ledger());
  assert.equal(rows[0]?.groundAreaM2, 40_000_000);
  assert.ok(Math.abs((rows[1]?.share ?? 0) - 0.8 / 40.8) < 1e-12);
});

test('what was ignored is summed over all rules', () => {
  assert.deepEqual(ignoredTotal({ GZ103: { count: 12, groundAreaM2: 0.75 }, GZ206: { count: 1, groundAreaM2: 0.25 } }), { count: 13, groundAreaM2: 1 });
  assert.deepEqual(ignoredTotal(undefined), { count: 0, groundAreaM2: 0 });
});

test('plans agree where all three say the same, not where all three say nothing', () => {
  const row = { patches: 1, groundAreaM2: 1 };
  assert.equal(agrees({ zone: 'built', urban: 'built', landUse: 'built', ...row }), true);
  assert.equal(agrees({ zone: 'built', urban: 'built', landUse: 'unbuilt', ...row }), false);
  assert.equal(agrees({ zone: 'uncovered', urban: 'uncovered', landUse: 'uncovered', ...row }), false);
});

test('a sub-park has an account of its own', () => {
  const part = { subPark: { collection: 'sub-parks', id: 1, revision: 1 }, groundAreaM2: 30, residualM2: 0, rows: [{ zone: 'built', urban: 'built', landUse: 'built', patches: 1, groundAreaM2: 20 }, { zone: 'built', urban: 'unbuilt', landUse: 'built', patches: 1, groundAreaM2: 10 }] };
  assert.equal(audit(ledgerOfPart(part)).addsUp, true);
  assert.equal(audit(ledgerOfPart({ ...part, groundAreaM2: 31 })).addsUp, false);
});
