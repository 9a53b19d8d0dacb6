/**
 * How people say that something just named is as it should be, and what it can be that they point at. Texts come in lower
 * case, clause by clause.
 */
export const saidRight = {
  RIGHT:
    /\b(?:(?:that|this|it|these|those|they|both|all)(?: (?:one|host|server))?(?:'s| is| are|s)?) (?:\w+ ){0,2}?(?:correct|right|fine|on purpose|intended|wanted|intentional|as (?:it|they) should(?: be)?|(?:how|what|the way) (?:we|it|they) (?:want|wanted|should))\b/,
  // What "both" and "they" point at may lie further back than the clause before.
  SEVERAL: /\b(?:both|all|these|those|they)\b/,
  RECORD: /\b(?:dns|srv|_vlmcs|nslookup|records?|published)\b/,
  LISTENS: /\blisten(?:s|ing)?\b/,
}
