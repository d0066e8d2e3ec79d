// The words that plans, checks and figures bring, in English.

/** @type {Record<string, string>} */
export const enTerms = {
  'unit.m2': 'm²',
  'unit.ha': 'ha',
  'unit.mu': 'mu',
  'unit.km2': 'km²',

  'reason.invalid-geometry': 'invalid geometry',
  'reason.unknown-code': 'unknown code',

  'kind.bus-station': 'bus station',
  'kind.health': 'health centre',
  'kind.hospital': 'hospital',
  'kind.power-plant': 'power plant',
  'kind.school': 'school',
  'kind.substation': 'substation',
  'kind.test-centre': 'test centre',
  'kind.water-works': 'water works',
  'kind.power-line': 'power line',
  'kind.gas-pipe': 'gas pipe',
  'kind.water-pipe': 'water pipe',
  'kind.sewer': 'sewer',
  'kind.finished': 'finished',
  'kind.under-construction': 'under construction',
  'kind.planned': 'planned',
  'kind.settled': 'settled',
};
