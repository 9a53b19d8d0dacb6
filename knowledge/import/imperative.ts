const VERBS = [
  'Open|Click|Run|Type|Change|Restart|Reboot|Select|Locate|Right-click|Double-click|Make|Examine|Note|Review|Compare|Verify|Install|Close',
  'Start|Stop|Enter|Scroll|Press|Set|Check|Repeat|Identify|Ensure|Determine|Use|Try|Configure|Specify|Remove|Add|Create|Download|Find|Follow',
  'Go|Navigate|Log|Sign|Copy|Paste|Save|Delete|Contact|Call|Record|Troubleshoot|Activate|Reactivate|Attempt|Proceed|Expand|Look|View|Wait',
  'Enable|Disable|Replace|Uninstall|Reinstall|Turn|Insert|Choose|Browse|Extract|Confirm|Allow|Clear|Search|Launch|Execute|Perform|Read',
  'Provide|Ask|Update|Upgrade|Test|Ping|Assign|Join|Connect|Disconnect|Leave|Move|Rename|Export|Import|Apply|Accept|Switch|Point|Modify|Edit|Obtain|Get|Discover',
  'Reconfigure|Reset|Register|Publish|Renew|Sync|Synchronize|Obtain|Request|Report|Collect|Capture|Complete|Continue|Return|Unblock|Observe|Do|Tap|Hover|Drag|Deploy|Grant|Keep',
].join('|')
const AT_START = new RegExp(
  `^(?:\\(Optional\\)[:,]? ?|Optional:? |Please |Now,? |Then,? |Next,? |Finally,? |Also,? |Again,? )?(?:${VERBS})\\b(?![-:]\\S)|^(?:Please|Then,?|Now,?|Also,?|Next,?|Finally,?) (?:${VERBS.toLowerCase()})\\b`,
)
const TELLS = `(?:then )?(?:please )?(?:you (?:must|should|need to|can|will) )?(?:${VERBS.toLowerCase()})\\b`
const AFTER_CLAUSE = new RegExp(
  `^(?:\\(Optional\\) ?)?(?:(?:In|On|From|At|To|Using|If|When|Once|After|Before|For|With|Upon|Under|By|As)\\b[^.]{2,200}?, ${TELLS}|(?:In|On|From|At)\\b[^.,]{2,80}? ${TELLS})`,
)

/** Tells whether a sentence tells the reader to do something. */
export function isImperative(text: string): boolean {
  const start = text.slice(0, 400)
  return AT_START.test(start) || AFTER_CLAUSE.test(start)
}
