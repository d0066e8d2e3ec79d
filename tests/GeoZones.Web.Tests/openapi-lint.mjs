// Lints an OpenAPI document: node openapi-lint.mjs FILE. Prints what is wrong; exit code 1 where something is.

import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';

// The data are their owners'; there is no licence to name.
const config = await createConfig({ extends: ['recommended'], rules: { 'info-license': 'off' } });
const problems = await lintFromString({ source: await readFile(process.argv[2], 'utf8'), config });
for (const { severity, ruleId, message, location } of problems) {
  console.log(severity, ruleId, message, location[0]?.pointer ?? '');
}
process.exitCode = problems.length === 0 ? 0 : 1;
