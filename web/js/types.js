// What the API answers, as types. Units are in the names; degrees are CGCS2000 longitude, latitude.

/** @typedef {'zone' | 'urban' | 'land-use'} PlanKind */
/** @typedef {'error' | 'warning' | 'info'} Severity */
/** @typedef {'zh' | 'en'} Language */
/** @typedef {[number, number, number, number]} Box west, south, east, north */

/**
 * @typedef {object} Region
 * @property {string} id
 * @property {string} nameZh
 * @property {string} nameEn
 * @property {number} planeSrid
 * @property {Box} extent
 * @property {boolean} synthetic
 * @property {string | null} [noteZh]
 * @property {string | null} [noteEn]
 */

/**
 * @typedef {object} Revision
 * @property {number} number
 * @property {string} state
 * @property {string | null} [note]
 * @property {string} [createdAt]
 */

/**
 * @typedef {object} Plan
 * @property {PlanKind | 'survey'} kind
 * @property {string} nameZh
 * @property {string} nameEn
 * @property {number | null} [baseYear]
 * @property {number | null} [targetYear]
 * @property {string | null} [stage]
 * @property {Revision[]} revisions
 */

/**
 * @typedef {object} CodeClass
 * @property {string} code
 * @property {string} labelZh
 * @property {string} labelEn
 * @property {string} state
 * @property {string} group
 * @property {string} color
 */

/**
 * @typedef {object} CodeList
 * @property {string} id
 * @property {string} attribute
 * @property {string} nameZh
 * @property {string} nameEn
 * @property {CodeClass[]} classes
 */

/**
 * @typedef {object} CodeLists
 * @property {CodeList} zone
 * @property {CodeList} urban
 * @property {CodeList} controlArea
 * @property {CodeList} useArea
 * @property {CodeList} existingLandUse
 */

/**
 * @typedef {object} FeatureProperties
 * @property {string} [region]
 * @property {PlanKind | null} [plan]
 * @property {number} [revision]
 * @property {string | null} [zone]
 * @property {string | null} [code]
 * @property {string | null} [name]
 * @property {boolean} [synthetic]
 * @property {number | null} [declaredAreaM2]
 * @property {number | null} [ellipsoidalAreaM2]
 * @property {number | null} [planarAreaM2]
 * @property {number | null} [groundAreaM2]
 * @property {number | null} [groundLengthM]
 * @property {string | null} [function]
 * @property {string | null} [class]
 * @property {string | null} [controlArea]
 * @property {string | null} [useArea]
 * @property {string | null} [farmlandClass]
 * @property {string | null} [kind]
 * @property {string | null} [nameSource]
 * @property {string | null} [state]
 */

/** @typedef {import('geojson').Feature<import('geojson').Geometry, FeatureProperties>} PlanFeature */

/**
 * @typedef {object} Figure
 * @property {PlanKind} plan
 * @property {string} subject
 * @property {string} quantity
 * @property {number | null} value
 * @property {string | null} unit
 * @property {number} decimals
 * @property {string | null} qualifier
 * @property {string | null} account
 * @property {string | null} [partOf]
 * @property {string | null} phrase
 * @property {boolean} synthetic
 */

/**
 * @typedef {object} Quota
 * @property {string} account
 * @property {number | null} grantedM2
 * @property {number | null} allocatedM2
 * @property {number | null} usedM2
 * @property {number | null} unallocatedM2
 * @property {number | null} unusedM2
 */

/**
 * @typedef {object} Run
 * @property {string | number} id
 * @property {'queued' | 'running' | 'finished' | 'failed'} state
 * @property {Record<string, number>} revisions
 * @property {Record<Severity, number>} [counts]
 * @property {Record<string, {count: number, groundAreaM2: number}>} [ignored]
 * @property {{rule: string, error: string}[]} [failedRules]
 * @property {{step: string | null, done: number, of: number} | null} [progress]
 * @property {Quota[]} [quotas]
 * @property {Record<string, RuleSettings>} [settings] what differed from the defaults
 * @property {string[]} [rulesOff]
 * @property {string} [startedAt]
 * @property {string | null} [finishedAt]
 * @property {string | null} [error]
 */

/** What a region sets about a rule: nothing but `off`, or a severity and numbers, some for single classes. @typedef {'off' | {severity?: Severity, classes?: Record<string, Record<string, number>>, [setting: string]: any}} RuleSettings */

/** @typedef {{name: string, default: number, unit: string, least: number, most: number, perClass: boolean, meaning: string}} RuleSetting */
/** @typedef {{name: string, found: boolean, about: string, svg: string | null, declared: string[], settings: string | null, finds: string[]}} RuleExample */
/** @typedef {{name: string, value: number, default: number, unit: string, least: number, most: number, meaning: string, classes: Record<string, number>}} SettingInRegion */
/** @typedef {{code: string, off: boolean, severity: Severity, defaultSeverity: Severity, settings: SettingInRegion[]}} RuleInRegion */
/** What a region sets about the checks; the version is the strong tag of the answer. @typedef {{version: string, rules: RuleInRegion[]}} CheckSettings */

/**
 * @typedef {object} Rule
 * @property {string} code
 * @property {string} name
 * @property {string} nameZh
 * @property {string} group
 * @property {Severity} severity
 * @property {string} why
 * @property {string} mend
 * @property {string} trap
 * @property {RuleSetting[]} settings
 * @property {RuleExample[]} [examples]
 */

/**
 * @typedef {object} FeatureReference
 * @property {string} collection
 * @property {number} id
 * @property {number} revision
 * @property {string | null} [plan]
 * @property {string | null} [code]
 * @property {string | null} [name]
 */

/**
 * @typedef {object} FindingProperties
 * @property {string} rule
 * @property {string} name
 * @property {Severity} severity
 * @property {string} [state]
 * @property {FeatureReference[]} features
 * @property {string | null} [cause] id of the finding that explains this one
 * @property {number | null} groundAreaM2
 * @property {string} message
 * @property {Record<string, number>} [tolerance]
 * @property {Record<string, unknown>} [params]
 */

/** @typedef {{type: 'Feature', id: string, geometry: import('geojson').Geometry | null, properties: FindingProperties}} Finding */

/**
 * @typedef {object} LedgerRow
 * @property {string} zone
 * @property {string} urban
 * @property {string} landUse
 * @property {number} patches
 * @property {number} groundAreaM2
 * @property {number} [share]
 */

/** @typedef {{subPark: FeatureReference, groundAreaM2: number, rows: LedgerRow[], residualM2: number}} SubParkLedger */

/**
 * @typedef {object} Ledger
 * @property {number} zoneGroundAreaM2
 * @property {number} [zoneEllipsoidalAreaM2]
 * @property {LedgerRow[]} rows
 * @property {number} doubledGroundAreaM2
 * @property {{feature: FeatureReference, reason: string}[]} leftOut
 * @property {number} residualM2
 * @property {SubParkLedger[]} [bySubPark]
 */

/**
 * @typedef {object} BaseLayer
 * @property {string} id
 * @property {string} nameZh
 * @property {string} nameEn
 * @property {'xyz' | 'wmts'} type
 * @property {string} url
 * @property {string} [attribution]
 * @property {number} [minZoom]
 * @property {number} [maxZoom]
 * @property {string[] | null} [subdomains]
 */

/** A reference layer. @typedef {{id: string, title: string}} Reference */

/** @typedef {{version: string, baseLayers: BaseLayer[], languages: Language[]}} Configuration */

/** @typedef {'field' | 'planner' | 'reviewer' | 'administrator'} RoleName */

/** A role; region null: all regions, plan null: all plans. @typedef {{role: RoleName, region: string | null, plan: string | null}} Role */

/**
 * @typedef {object} Account
 * @property {boolean} signedIn
 * @property {string | null} name
 * @property {readonly Role[]} roles
 * @property {string | null} antiforgeryToken
 * @property {{title: string, address: string} | null} openIdConnect
 */

/**
 * An account as administrators see it.
 * @typedef {object} AccountInList
 * @property {string} name
 * @property {boolean} hasPassword
 * @property {string | null} externalName
 * @property {boolean} locked
 * @property {boolean} mayManage whether the reader may set its password and unlock it
 * @property {boolean} mayLock whether the reader may lock it
 * @property {readonly (Role & {id: number})[]} roles
 */

/** @typedef {{id: number, name: string, createdAt: string, expiresAt: string}} Token */

export {};

/** One text in both languages. @typedef {{zh: string, en: string}} Text */

/** @typedef {'compliant' | 'note' | 'procedure' | 'forbidden'} Outcome */

/**
 * @typedef {object} SiteFinding
 * @property {string} code
 * @property {Outcome} outcome
 * @property {Text} name
 * @property {Text} text
 * @property {Text} remedy
 * @property {number | null} groundAreaM2
 * @property {import('geojson').Geometry | null} place
 */

/**
 * @typedef {object} SiteLayer
 * @property {string} id
 * @property {Text} name
 * @property {{code: string | null, name: Text, groundAreaM2: number, share: number, outcome: Outcome}[]} rows
 * @property {number} doubledM2
 */

/**
 * @typedef {object} SiteReport
 * @property {string} region
 * @property {Outcome} verdict
 * @property {Text} verdictText
 * @property {Text} reading
 * @property {{plan: string, revision: number, state: string, date: string}[]} basis
 * @property {{ellipsoidalAreaM2: number}} areas
 * @property {SiteFinding[]} findings
 * @property {SiteLayer[]} layers
 * @property {{takesM2: number, unusedAfterM2: number | null}} quota
 * @property {{road: {id: number, code: string | null, name: string | null}, state: string, distanceM: number}[]} roads
 * @property {unknown[]} leftOut
 * @property {{count: number, groundAreaM2: number}} ignored
 * @property {import('geojson').Geometry} site
 */
