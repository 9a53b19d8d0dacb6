/** How people ask for a person, or for the case to go to IT. Texts come in lower case. */
export const personWords: readonly RegExp[] = [
  // Who talks to a person, and opens a case.
  /\b(talk|speak|chat) (to|with) (a |an |some ?)?(real )?(person|human|one|body|agent|support|colleague)\b|^(?!.*\b(client|pc|office|windows|host|server|they)\b).*\b(talk|speak|chat) (to|with) (our |the )?it( (support|department|desk|team|staff|people|guys?))?( please)?$|^(a )?(human|agent|person|operator)( please)?$|\b(open|create|raise) (a |an )?(ticket|case)\b/,
  // Who gives it away, wants somebody to come, or finds it too hard.
  /\b(give|pass|send|hand|forward|escalate|leave) (it|this|that|the (case|problem|ticket|rest|whole thing)|everything)( over| on)? to (the |our |my )?(it|help ?desk|service ?desk|support|technicians?|admins?|experts?)\b|\b(need|want|send|get)( me| us)? (some(one|body)|a (person|technician|human|colleague|real person)) (to|who( can| could)?) (come|help|fix|look|do (it|this|that)|take (over|care))\b|\btoo (hard|difficult|complicated|much|technical) for me\b|\bwho (can|could|would) (do|fix) (it|this|that) for me\b/,
]
