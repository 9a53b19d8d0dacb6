/** How people ask for something to be told, and what an answer must have. Texts come in lower case, clause by clause. */
export const questionWords = {
  LEAD: /^(?:(?:and|but|so|ok(?:ay)?|thanks|thank you|well|hm+|yes|no|just|sorry|one more|last one|one (?:more )?question|by the way|btw|also)[ ,:]+)*/,
  ASKS: /^(?:(?:on|in|at|to|from|by|after|for|until|with|of|about) )?(?:how|what|when|which|why|where|who|whose|whom)\b|^(?:can|could|may|must|should|shall|will|would|do|does|did|is|are|was|were|has|have)(?:n't)? (?:i|we|you|it|they|he|she|the|a|an|one|my|our|this|that|these|there|kms|mak|office|windows)\b/,
  // Asked for a yes or a no: it tells nothing of how things are.
  YES_NO:
    /^(?:do|does|did|can|could|may|must|should|shall|will|would)(?:n't)? (?:i|we|you|it|they|he|she|the|a|an|one|my|our|this|that|these|there|virtual|kms|mak|office|windows)\b/,
  SMALL:
    /\b(?:how|what|when|which|why|where|who|often|long|many|much|far|soon|is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|the|an?|it|its|this|that|these|those|they|them|i|we|you|my|our|your|me|us|to|of|in|on|at|for|from|by|with|and|or|but|so|if|as|be|been|being|there|here|then|than|itself|himself|really|actually|exactly|please|again|get|gets|got|happen|happens|mean|means|one|any|some|all|say|says|tell|talk|talks|know)\b/g,
  NUMBER:
    /\b(?:how (?:many|much|often|long|far|soon|big|high)|which (?:port|number|interval|version)|(?:on|at) (?:what|which) port|what (?:port|number|interval|limit|count)|when\b.{0,20}\b(?:expire|renew|try|retry))\b/,
  FIGURE: /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|once|twice|daily|weekly|never|unlimited)\b/i,
}
