/**
 * Whether a text is a Belgian enterprise number: ten digits beginning with 0 or 1, of which the last two are 97 minus
 * the remainder of the first eight divided by 97.
 */
export function isEnterpriseNumber(text: string): boolean {
  return /^[01]\d{9}$/.test(text) && 97 - (Number(text.slice(0, 8)) % 97) === Number(text.slice(8));
}
