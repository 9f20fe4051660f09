/** Products whose way to write a staff list can be tried, in the order they are offered. */
export const exporters = [
  'ADP',
  'BambooHR',
  'Google Workspace',
  'Gusto',
  'HiBob',
  'Microsoft Entra',
  'Okta',
  'Personio',
  'Rippling',
  'SuccessFactors',
  'Workday',
] as const

export type Exporter = (typeof exporters)[number]
