import type { Facts } from '../facts.ts'

/** Tells a licence that lies there without a key, while another one of the product has a key: no fault. */
export function isSpare({ informational, licenseStatus }: Facts): boolean {
  return informational?.value === true && licenseStatus?.value === 'unlicensed'
}
