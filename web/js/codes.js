// The region's code lists, looked up by list and code.

/** @typedef {import('./types.js').CodeClass} CodeClass */

const unknown = '#d4d4d4';

/** @param {import('./types.js').CodeLists | null} lists */
export function createCodes(lists) {
  /** @type {Map<string, CodeClass>} */
  const classes = new Map();
  for (const name of /** @type {const} */ (['zone', 'urban', 'controlArea', 'useArea', 'existingLandUse'])) {
    for (const cls of lists?.[name]?.classes ?? []) classes.set(`${name}/${cls.code}`, cls);
  }
  /** @param {string} list @param {string | null | undefined} code */
  const classOf = (list, code) => (code ? classes.get(`${list}/${code}`) : undefined);
  return {
    classOf,
    /** @param {string} list @param {string | null | undefined} code */
    colour: (list, code) => classOf(list, code)?.color ?? unknown,
  };
}

/** @typedef {ReturnType<typeof createCodes>} Codes */
