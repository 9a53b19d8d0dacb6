/** A title without the product in brackets at its end. */
export const plainTitle = (title: string) => title.replace(/ \((Office|Windows)\)$/, '')
