// The ledger adds up, or the page says that it does not.

/** @typedef {import('./types.js').Ledger} Ledger */

/** Largest residual that arithmetic may leave, m² per km² of zone. */
export const allowedResidualM2PerKm2 = 0.01;

/** An empty ledger proves nothing. @param {Ledger} ledger */
export function audit(ledger) {
  const sumM2 = ledger.rows.reduce((sum, row) => sum + row.groundAreaM2, 0);
  const patches = ledger.rows.reduce((sum, row) => sum + row.patches, 0);
  const differenceM2 = sumM2 - ledger.zoneGroundAreaM2;
  const allowedM2 = (allowedResidualM2PerKm2 * ledger.zoneGroundAreaM2) / 1e6;
  return { sumM2, patches, differenceM2, allowedM2, addsUp: ledger.zoneGroundAreaM2 > 0 && Math.abs(differenceM2) <= allowedM2 && Math.abs(ledger.residualM2) <= allowedM2 };
}

/** Rows from the largest area down, each with its share of the zone. @param {Ledger} ledger */
export function rowsBySize(ledger) {
  return [...ledger.rows]
    .sort((a, b) => b.groundAreaM2 - a.groundAreaM2)
    .map((row) => ({ ...row, share: ledger.zoneGroundAreaM2 > 0 ? row.groundAreaM2 / ledger.zoneGroundAreaM2 : 0 }));
}

/** The ledger of a sub-park in the form of that of a zone. @param {import('./types.js').SubParkLedger} part @returns {Ledger} */
export const ledgerOfPart = ({ groundAreaM2, rows, residualM2 }) => ({ zoneGroundAreaM2: groundAreaM2, rows, residualM2, doubledGroundAreaM2: 0, leftOut: [] });

/** What was too small to report, over all rules. @param {Record<string, {count: number, groundAreaM2: number}> | undefined} ignored */
export function ignoredTotal(ignored) {
  const parts = Object.values(ignored ?? {});
  return { count: parts.reduce((sum, part) => sum + part.count, 0), groundAreaM2: parts.reduce((sum, part) => sum + part.groundAreaM2, 0) };
}

/** Do the three plans agree on this row: all built, or all unbuilt? @param {import('./types.js').LedgerRow} row */
export const agrees = (row) => row.zone === row.urban && row.urban === row.landUse && row.zone !== 'uncovered';
