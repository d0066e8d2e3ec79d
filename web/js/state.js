// What the page knows and shows. Everything on the screen follows from this.

import { createCodes } from './codes.js';
import { everything } from './findings.js';
import { layersFor } from './map/catalogue.js';
import { gridOnly } from './map/base-layers.js';
import { createStore } from './store.js';

/**
 * @template T
 * @typedef {import('./panel/section.js').Loadable<T>} Loadable
 */

/** @type {readonly string[]} */
export const modes = ['plan', 'review', 'site', 'field'];
/** @type {readonly string[]} */
export const planChoices = ['zone', 'urban', 'land-use', 'all'];

/** @type {{state: 'loading'}} */
export const onItsWay = { state: 'loading' };

/**
 * @typedef {object} State
 * @property {import('./types.js').Language} language
 * @property {import('./types.js').Account | null} account null until the server has said
 * @property {import('./account.js').AccountCard | null} accountCard null while the card is closed
 * @property {import('./administration.js').Administration | null} administration null while the accounts are not shown
 * @property {string | null} closed the region that a link names and that the reader may not see
 * @property {Loadable<readonly import('./types.js').Region[]>} regions
 * @property {import('./types.js').Region | null} region
 * @property {string} mode
 * @property {string} plan
 * @property {import('./units.js').AreaUnit} unit
 * @property {import('./codes.js').Codes} codes
 * @property {Loadable<readonly import('./types.js').Plan[]>} plans
 * @property {Loadable<readonly import('./types.js').Figure[]>} figures
 * @property {Loadable<import('./types.js').Run | null>} run the newest finished run; null where none has been
 * @property {Loadable<readonly import('./types.js').Finding[]>} findings
 * @property {Loadable<import('./types.js').Ledger | null>} ledger
 * @property {number | null} subPark id of the sub-park whose ledger is shown; null: that of the whole zone
 * @property {import('./panel/run.js').Running} running
 * @property {import('./findings.js').Filter} filter
 * @property {number} shownRows
 * @property {string | null} chosen id of the finding that is marked
 * @property {ReadonlySet<string>} visible ids of the layers on the map
 * @property {Readonly<Record<string, number>>} opacity by group
 * @property {import('./map/features.js').Features | null} features
 * @property {number} arrivals grows with every page of features
 * @property {readonly import('./types.js').Reference[]} references the reference layers of the region
 * @property {import('./map/references.js').References | null} referenceWindows what was fetched of them
 * @property {number} referenceArrivals grows when something of them comes
 * @property {readonly import('./types.js').BaseLayer[]} baseLayers
 * @property {string} baseLayer
 * @property {boolean} layersOpen
 * @property {Site} site
 * @property {import('./check-settings.js').SettingsForm | null} checkSettings null while the form is closed
 */

/**
 * A site that is checked, or on its way to be.
 * @typedef {object} Site
 * @property {string} text the red line as text; what is typed changes it in place
 * @property {[number, number][] | null} drawing corners so far, longitude and latitude; null while nothing is drawn
 * @property {Loadable<import('./types.js').SiteReport> | null} result
 * @property {string} checked the text that the result is of
 */

/**
 * @param {import('./types.js').Language} language
 * @param {string} mode
 * @param {string} plan
 * @param {boolean} wide
 */
export const createState = (language, mode, plan, wide) => createStore(/** @type {State} */ ({
  language,
  account: null,
  accountCard: null,
  administration: null,
  closed: null,
  regions: onItsWay,
  region: null,
  mode,
  plan,
  unit: 'ha',
  codes: createCodes(null),
  ...emptyRegion(),
  visible: layersFor(mode, plan),
  opacity: {},
  baseLayers: [],
  baseLayer: gridOnly,
  layersOpen: wide,
}));

/** Findings listed before "more": few enough that the ledger below stays near. */
export const firstRows = 25;

/** No site. @returns {Site} */
export const noSite = () => ({ text: '', drawing: null, result: null, checked: '' });

/** The state of a region of which nothing has arrived yet. */
export function emptyRegion() {
  return {
    plans: onItsWay,
    figures: onItsWay,
    run: onItsWay,
    findings: onItsWay,
    ledger: onItsWay,
    subPark: /** @type {number | null} */ (null),
    running: /** @type {import('./panel/run.js').Running} */ ({ state: 'idle' }),
    filter: everything(),
    shownRows: firstRows,
    chosen: null,
    features: null,
    arrivals: 0,
    references: /** @type {readonly import('./types.js').Reference[]} */ ([]),
    referenceWindows: /** @type {import('./map/references.js').References | null} */ (null),
    referenceArrivals: 0,
    site: noSite(),
    checkSettings: /** @type {import('./check-settings.js').SettingsForm | null} */ (null),
  };
}

/** @typedef {ReturnType<typeof createState>} Store */
